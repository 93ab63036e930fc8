package channel.every.it;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for conditions, never for a fixed time. */
final class Wait {
    /** A machine that needs longer for anything that a test waits for is broken, not busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration PAUSE = Duration.ofMillis(250);

    private Wait() {}

    /** The first answer that the condition accepts; fails with the last one. */
    static <T> T until(String what, Callable<T> question, Predicate<T> condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        Object last = "nothing";
        while (Instant.now().isBefore(end)) {
            try {
                T answer = question.call();
                last = answer;
                if (condition.test(answer)) {
                    return answer;
                }
            } catch (java.io.IOException notYet) {
                last = notYet;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new AssertionError("waited " + PATIENCE + " for " + what + "; last seen: " + last);
    }
}
