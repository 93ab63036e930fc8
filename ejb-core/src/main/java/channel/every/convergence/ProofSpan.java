package channel.every.convergence;

import java.time.Duration;
import java.time.Instant;

/** Which sequences a proof looks at, and when a source counts as lacking one. */
public sealed interface ProofSpan {
    /** Every observed sequence, at every source. */
    record Strict() implements ProofSpan {}

    /** What lies before a source's first or after its last record is not held against it. */
    record Overlap() implements ProofSpan {}

    /**
     * The last minutes of running publishers. What lies before a source's first record in the span is not held against it, but
     * one that stops is missing from then on.
     *
     * @param span older sequences are not looked at
     * @param settle younger sequences are pending
     */
    record Live(Instant now, Duration span, Duration settle) implements ProofSpan {
        public static final Duration DEFAULT_SPAN = Duration.ofMinutes(10);

        /** Room for the difference in lag between two publishers. */
        public static final Duration DEFAULT_SETTLE = Duration.ofSeconds(5);

        /** How far apart two publishers may receive one sequence and still have both copies in the proof's records. */
        private static final Duration SPREAD = Duration.ofMinutes(1);

        public Live {
            if (settle.isNegative() || span.compareTo(settle) <= 0) {
                throw new IllegalArgumentException(
                        "a live proof's span of " + span + " must exceed its settle of " + settle);
            }
        }

        public static Live at(Instant now) {
            return new Live(now, DEFAULT_SPAN, DEFAULT_SETTLE);
        }

        /** Receive time from which on the proof wants records. */
        public long readFromUnixMs() {
            return now.minus(span).minus(SPREAD).toEpochMilli();
        }

        boolean includes(long receivedUnixMs) {
            return receivedUnixMs >= now.minus(span).toEpochMilli();
        }

        boolean isPending(long receivedUnixMs) {
            return receivedUnixMs > now.minus(settle).toEpochMilli();
        }
    }

    /** Whether what was received then is looked at. */
    default boolean covers(long receivedUnixMs) {
        return switch (this) {
            case Strict() -> true;
            case Overlap() -> true;
            case Live live -> live.includes(receivedUnixMs);
        };
    }
}
