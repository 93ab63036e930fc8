package channel.every.tuner;

import java.util.Locale;

/** What a tuner is wanted for; when tuners run out, a later one here takes a tuner from an earlier one. */
public enum Purpose {
    /** Somebody watches, or looks what is on. */
    BROWSING,
    RECORDING,
    /** A live proof: its receiver is its device, so that nothing can stand in for it. */
    PROOF;

    /** In lower case, as pages and logs write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
