package channel.every.window;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether two receivers of the same packets must agree on a window, and why not. */
public enum ProofStanding {
    ELIGIBLE,
    /** The clock epoch is so young that an earlier one, even before this receiver started, may have used the index. */
    YOUNG,
    /** The clock is unsynced, or suspect in a way that others need not share. */
    CLOCK,
    /** Something is missing, damaged or scrambled, or may be. */
    RECEPTION;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
