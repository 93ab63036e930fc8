package channel.every.clock;

import channel.every.clock.AnchorRule.Decision;

/**
 * The anchor that a clock epoch holds.
 *
 * @param decision counted from the epoch's first PCR
 * @param certain whether a sample clear of every edge decided
 * @param agreed whether another publisher announces the same
 */
record Held(Decision decision, boolean certain, boolean agreed) {
    /** Whether jitter near an edge no longer matters. */
    boolean settled() {
        return certain || agreed;
    }
}
