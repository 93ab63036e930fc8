package channel.every.tuner.hdhomerun;

/** Takes bytes cut anywhere and demands numbered packets without a gap, but where a new stream is announced. */
public final class PacketCheck {
    private final byte[] packet = new byte[NumberedPackets.SIZE];
    private int filled;
    private long next = -1;
    private long packets;

    /** The next packet may have any number. */
    public synchronized void newStream() {
        filled = 0;
        next = -1;
    }

    public synchronized void feed(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            packet[filled++] = bytes[i];
            if (filled == packet.length) {
                filled = 0;
                long number = NumberedPackets.number(packet, 0);
                if (next >= 0 && number != next) {
                    throw new AssertionError("packet " + number + " where " + next + " was due");
                }
                next = number + 1;
                packets++;
            }
        }
    }

    public synchronized long packets() {
        return packets;
    }
}
