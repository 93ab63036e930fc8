package channel.every.window;

/** Why a window was not cut. */
public enum DropReason {
    /** Reception began too late: no random access point or no audio far enough ahead of the window. */
    STARTED_LATE,
    /** Video is missing for half of the window or more, or no random access point came at all. */
    VIDEO_MISSING,
    /** Audio is missing for half of the window or more. */
    AUDIO_MISSING,
    /** The last random access point lies further back than the preroll bound. */
    PREROLL_TOO_LONG,
    /** The broadcaster scrambles the program, and nobody has the key. */
    SCRAMBLED,
    /** The clock epoch ended before the window was complete. */
    EPOCH_ENDED,
    /** Codecs or PIDs changed before the window was complete. */
    FORMAT_CHANGED,
    /** The session has already given this index or a later one to other content. */
    INDEX_PASSED,
    /** More was held than the memory bound allows, because nobody cut or no clock came. */
    OVERFLOW
}
