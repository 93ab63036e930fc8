package channel.every.proof;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Why publishers differ. The archive's comparison knows all of these but the encoder that made nothing. */
public enum ProofCause {
    /** One of them did not receive the window, or not whole. */
    RECEPTION("one of the two lost or damaged packets, or recorded nothing there"),
    /** Their inputs differ although both received whole. */
    SOURCE("the inputs differ although neither shows a reception error"),
    /** They number the same moment differently. */
    PHASE("the two give one moment different numbers, or one number different moments"),
    /** Equal input, but another profile, argument plan or encoder build. */
    ENCODER_BUILD("they encode with another profile or another build of the encoder"),
    /** Equal input and equal profile: one encoder is not deterministic. */
    ENCODER_BYTES("equal input and equal profile gave different bytes: an encoder is not deterministic"),
    /** An encoder made nothing of the window. */
    ENCODER_FAILURE("an encoder failed or made no media"),
    /** The reports lack what would tell. */
    UNKNOWN("the reports do not hold what would tell");

    private final String meaning;

    ProofCause(String meaning) {
        this.meaning = meaning;
    }

    /** As in reports: lower snake case. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In words, without a full stop. */
    public String meaning() {
        return meaning;
    }

    /** The cause of this text; what a newer report calls otherwise is unknown here. */
    public static ProofCause named(String text) {
        return Arrays.stream(values())
                .filter(cause -> cause.text().equals(text))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
