package channel.every.clock;

import java.util.Optional;

/** What a broadcast clock knows. */
public sealed interface SyncState {
    /** Whether the index stands on the broadcast's own UTC. */
    boolean synced();

    /** Whether two receivers in this state must agree on index and boundaries. */
    boolean provable();

    /** What to announce to other publishers of the stream; one that is suspect for its margin above all. */
    Optional<UtcAnchor> announced();

    /** Without an anchor: windows, if any, count from the node's clock. */
    record Unsynced(Reason reason) implements SyncState {
        /** What is being waited for. */
        public enum Reason {
            NO_PCR,
            NO_TIME_TABLE,
            /** Time tables come, but the first ones lie too close to a rounding edge. */
            NEAR_AN_EDGE
        }

        @Override
        public Optional<UtcAnchor> announced() {
            return Optional.empty();
        }

        @Override
        public boolean synced() {
            return false;
        }

        @Override
        public boolean provable() {
            return false;
        }
    }

    /** @param marginMillis how far the time table may move without another anchor: {@code anchor_margin_ms} */
    record Synced(UtcAnchor anchor, long marginMillis) implements SyncState {
        @Override
        public Optional<UtcAnchor> announced() {
            return Optional.of(anchor);
        }

        @Override
        public boolean synced() {
            return true;
        }

        @Override
        public boolean provable() {
            return true;
        }
    }

    /** @param marginMillis as in {@link Synced}; 0 when the time tables already say otherwise */
    record Suspect(UtcAnchor anchor, SuspectReason reason, long marginMillis) implements SyncState {
        @Override
        public Optional<UtcAnchor> announced() {
            return Optional.of(anchor);
        }

        @Override
        public boolean synced() {
            return true;
        }

        @Override
        public boolean provable() {
            return reason.provable();
        }
    }

    /** Whether both mean the same to a listener: the margin, which moves with every time table, does not count. */
    default boolean sameAs(SyncState other) {
        return switch (this) {
            case Unsynced unsynced -> unsynced.equals(other);
            case Synced synced -> other instanceof Synced that && synced.anchor.equals(that.anchor);
            case Suspect suspect ->
                other instanceof Suspect that && suspect.anchor.equals(that.anchor) && suspect.reason == that.reason;
        };
    }
}
