package channel.every.psi;

/**
 * How far clock references lie from a constant rate (TR 101 290 2.4): each is held against the straight line through the 32 before
 * it. It tells something of a whole multiplex only, whose rate is constant.
 */
final class PcrAccuracy {
    /** About a second. */
    private static final int KEPT = 32;

    /** 500 ns in 27 MHz ticks. */
    private static final double LARGEST_ERROR_TICKS = 13.5;

    /** So many in a row are another rate. */
    private static final int NEW_RATE = 8;

    private final double[] packets = new double[KEPT];
    private final double[] ticks = new double[KEPT];
    private int count;
    private int next;
    private int inARow;
    private long errors;

    /** @param elapsedTicks of the clock at the packet with this number */
    void reference(long packet, long elapsedTicks) {
        double accepted = elapsedTicks;
        if (count == KEPT) {
            double expected = expectedAt(packet);
            boolean wrong = Math.abs(elapsedTicks - expected) > LARGEST_ERROR_TICKS;
            inARow = wrong ? inARow + 1 : 0;
            errors += wrong ? 1 : 0;
            accepted = wrong ? expected : elapsedTicks;
        }
        if (inARow == NEW_RATE) {
            reset();
            accepted = elapsedTicks;
        }
        packets[next] = packet;
        ticks[next] = accepted;
        next = (next + 1) % KEPT;
        count = Math.min(count + 1, KEPT);
    }

    /** By least squares, counted from the newest reference so that nothing is lost to large numbers. */
    private double expectedAt(long packet) {
        int newest = (next + KEPT - 1) % KEPT;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (int i = 0; i < KEPT; i++) {
            double x = packets[i] - packets[newest];
            double y = ticks[i] - ticks[newest];
            sumX += x;
            sumY += y;
            sumXx += x * x;
            sumXy += x * y;
        }
        double slope = (KEPT * sumXy - sumX * sumY) / (KEPT * sumXx - sumX * sumX);
        double atNewest = (sumY - slope * sumX) / KEPT;
        return ticks[newest] + atNewest + slope * (packet - packets[newest]);
    }

    /** The clock has jumped: what came before is no measure. */
    void reset() {
        count = 0;
        next = 0;
        inARow = 0;
    }

    long errors() {
        return errors;
    }
}
