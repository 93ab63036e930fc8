package channel.every.time;

/**
 * Ticks per second of a media timeline (ISO/IEC 14496-12 8.4.2).
 *
 * @param ticksPerSecond at least 1
 */
public record Timescale(int ticksPerSecond) {
    /** The timescale of MPEG time stamps and of every video track here. */
    public static final Timescale VIDEO_90K = new Timescale(90_000);

    /** The timescale of every audio track here: one tick a sample. */
    public static final Timescale AUDIO_48K = new Timescale(48_000);

    public Timescale {
        if (ticksPerSecond < 1) {
            throw new IllegalArgumentException("timescale must be positive: " + ticksPerSecond);
        }
    }
}
