package channel.every.clock;

/** Why a synced clock is not simply believed. */
public enum SuspectReason {
    /** Samples lie further apart than the anchor rule allows for. */
    JITTER(false),
    /** The latest time tables would give another anchor than the one held. */
    TIME_MOVED(false),
    /** The anchor was decided within three times the jitter of a rounding edge, and nobody else announces the same. */
    MARGIN(false),
    /** TDT and TOT are more than two seconds apart; TDT decides everywhere. */
    TABLES_DISAGREE(true),
    /** No time table for a minute; the PCR carries on. */
    TABLE_ABSENT(true),
    /** The broadcaster's or the node's clock is wrong; receivers of the broadcast still agree. */
    FAR_FROM_NODE(true);

    private final boolean provable;

    SuspectReason(boolean provable) {
        this.provable = provable;
    }

    /** Whether every receiver of the stream must still come to the same windows. */
    public boolean provable() {
        return provable;
    }
}
