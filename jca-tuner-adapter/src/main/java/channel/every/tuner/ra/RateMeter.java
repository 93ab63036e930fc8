package channel.every.tuner.ra;

import java.time.InstantSource;

/** How fast bytes came lately. Fed by one thread, read by any. */
final class RateMeter {
    private static final long SPAN_MILLIS = 1000;
    private static final int BITS = 8;

    private final InstantSource clock;
    private long spanStart;
    private long spanBytes;
    private volatile long bitsPerSecond;

    RateMeter(InstantSource clock) {
        this.clock = clock;
        this.spanStart = clock.millis();
    }

    void count(int bytes) {
        spanBytes += bytes;
        long elapsed = clock.millis() - spanStart;
        if (elapsed >= SPAN_MILLIS) {
            bitsPerSecond = spanBytes * BITS * 1000 / elapsed;
            spanBytes = 0;
            spanStart += elapsed;
        }
    }

    /** Over the last whole second. */
    long bitsPerSecond() {
        return bitsPerSecond;
    }
}
