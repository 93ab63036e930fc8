package channel.every.proof;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why publishers are not proven to be duplicates. */
public enum ProofReason {
    /** Windows of different length have nothing in common. */
    OTHER_CADENCE,
    /** Another profile, argument plan or encoder build. */
    OTHER_PROFILE,
    /** A publisher has no windows at all. */
    NO_WINDOWS,
    /** A window that another publisher has. */
    MISSING_WINDOW,
    /** A window that was not encoded, or has no media. */
    EMPTY_WINDOW,
    /** The canonical window inputs differ: reception, not encoding. */
    SOURCE_MISMATCH,
    /** Renditions that only one of the two has. */
    OTHER_RENDITIONS,
    INIT_MISMATCH,
    MEDIA_MISMATCH;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
