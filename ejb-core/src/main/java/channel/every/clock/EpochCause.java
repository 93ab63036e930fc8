package channel.every.clock;

/** Why a clock epoch began: windows never reach from one epoch into the next. */
public enum EpochCause {
    FIRST_PCR(true),
    /** discontinuity_indicator with a PCR that does not follow from the one before (ISO/IEC 13818-1 2.4.3.5). */
    SIGNALLED_DISCONTINUITY(true),
    PCR_BACKWARDS(true),
    /** Too far ahead, by loss or by a jump: which of them cannot be told. */
    PCR_GAP(true),
    PCR_PID_CHANGED(true),
    /** Ten time tables in a row said that every new receiver would choose another anchor. */
    BROADCAST_TIME_MOVED(false),
    /** Another publisher's anchor was taken over in place of our own. */
    ANCHOR_ADOPTED(false),
    /** No time table came: the windows count from the node's clock. */
    TIME_TABLE_MISSING(false),
    /** The first time table after windows that counted from the node's clock. */
    TIME_TABLE_FOUND(false);

    private final boolean newTimeline;

    EpochCause(boolean newTimeline) {
        this.newTimeline = newTimeline;
    }

    /** Whether time stamps of the epoch before mean something else; if not, only the windows lie elsewhere. */
    public boolean newTimeline() {
        return newTimeline;
    }
}
