package channel.every.window;

import channel.every.time.Pts;
import java.util.List;

/**
 * Frames per second of the source's coded pictures, derived from their time stamps so that every codec is alike.
 *
 * @param numerator such as 60000
 * @param denominator such as 1001
 */
public record FrameRate(int numerator, int denominator) {
    private static final List<FrameRate> STANDARD = List.of(
            new FrameRate(24_000, 1001),
            new FrameRate(24, 1),
            new FrameRate(25, 1),
            new FrameRate(30_000, 1001),
            new FrameRate(30, 1),
            new FrameRate(50, 1),
            new FrameRate(60_000, 1001),
            new FrameRate(60, 1));

    public FrameRate {
        if (numerator < 1 || denominator < 1) {
            throw new IllegalArgumentException("frame rate must be positive: " + numerator + "/" + denominator);
        }
    }

    /** The standard rate whose frames come nearest to this distance. */
    static FrameRate ofStep(long step90k) {
        FrameRate nearest = STANDARD.getFirst();
        for (FrameRate rate : STANDARD) {
            if (rate.distance(step90k) < nearest.distance(step90k)) {
                nearest = rate;
            }
        }
        return nearest;
    }

    /** Of a quarter tick: every standard rate has a whole number of them. */
    private long distance(long step90k) {
        return Math.abs(4 * step90k - 4L * Pts.HERTZ * denominator / numerator);
    }

    /** Fields per second where these may be frames of two fields each; no broadcast interlaces more than 30 frames. */
    public FrameRate ofFields() {
        return numerator <= 30 * denominator ? new FrameRate(2 * numerator, denominator) : this;
    }

    @Override
    public String toString() {
        return denominator == 1 ? Integer.toString(numerator) : numerator + "/" + denominator;
    }
}
