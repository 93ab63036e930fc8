package channel.every.convergence;

import java.util.Locale;

/** Why two sources hold different bytes for one sequence, from the least to the most alarming. */
public enum DivergenceCause {
    /** The records lack what would tell. */
    UNKNOWN,
    /** The encoders got different input, and one of them after reception errors. */
    RECEPTION,
    /** The encoders got different input for the same moment, though both received whole. */
    SOURCE,
    /** The fragments do not lie on the same moment. */
    PHASE,
    /** Equal input, but another profile, argument plan or encoder build. */
    ENCODER_BUILD,
    /** Equal input and equal profile: one encoder is not deterministic. */
    ENCODER_BYTES;

    /** As in reports: lower snake case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
