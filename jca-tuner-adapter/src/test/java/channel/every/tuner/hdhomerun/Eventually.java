package channel.every.tuner.hdhomerun;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, within a bound that only a hang reaches. */
public final class Eventually {
    private static final Duration POLL = Duration.ofMillis(5);
    private static final int MAX_POLLS = 4000;

    private Eventually() {}

    public static void eventually(String what, BooleanSupplier condition) {
        for (int i = 0; i < MAX_POLLS; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw new AssertionError("did not come about: " + what);
    }
}
