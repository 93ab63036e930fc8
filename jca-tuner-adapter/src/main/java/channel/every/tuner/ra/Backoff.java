package channel.every.tuner.ra;

import java.time.Duration;

/** Waits between attempts: the first, then each twice the one before, up to the last, which repeats for ever. */
record Backoff(Duration first, Duration last) {
    /** Doubling any millisecond this often passes every longest wait. */
    private static final int MAX_DOUBLINGS = 30;

    Backoff {
        if (first.toMillis() < 1 || last.compareTo(first) < 0 || last.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "back-off must rise from 1 ms or more to 1 h or less: " + first + " to " + last);
        }
    }

    /** The wait after {@code failures} attempts in a row have failed, 1 or more. */
    Duration after(int failures) {
        long doubled = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
        return doubled > last.toMillis() ? last : Duration.ofMillis(doubled);
    }
}
