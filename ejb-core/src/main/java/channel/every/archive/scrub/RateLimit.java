package channel.every.archive.scrub;

import java.time.InstantSource;

/** Keeps work on bytes to so many a second by pausing after each piece. */
public final class RateLimit {
    private static final long MILLIS = 1000;

    /** Waits, as {@code Thread.sleep} does. */
    @FunctionalInterface
    public interface Pause {
        void forMillis(long millis) throws InterruptedException;
    }

    private final long bytesPerSecond;
    private final InstantSource clock;
    private final Pause pause;
    private long begunMs;
    private long bytes;

    /** @param bytesPerSecond 0 for no limit */
    public RateLimit(long bytesPerSecond, InstantSource clock, Pause pause) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("a rate is not negative: " + bytesPerSecond);
        }
        this.bytesPerSecond = bytesPerSecond;
        this.clock = clock;
        this.pause = pause;
        begunMs = clock.millis();
    }

    /** Waits until so many bytes more are due. A time of rest is not made up for. */
    public void took(long more) throws InterruptedException {
        if (bytesPerSecond == 0) {
            return;
        }
        long now = clock.millis();
        bytes += more;
        long dueMs = begunMs + MILLIS * bytes / bytesPerSecond;
        if (dueMs > now) {
            pause.forMillis(dueMs - now);
        } else if (now - dueMs > MILLIS) {
            begunMs = now;
            bytes = 0;
        }
    }
}
