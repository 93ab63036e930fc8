package channel.every.explain;

import channel.every.proof.ProofCause;
import java.util.List;

/**
 * One cause in a report.
 *
 * @param count how often it was found
 * @param evidence the first examples, a line each
 * @param remedies what to do, in this order
 */
public record CauseStory(ProofCause cause, long count, List<String> evidence, List<String> remedies) {
    /** Examples that make the point; the report has all. */
    static final int EXAMPLES = 3;

    public CauseStory {
        evidence = List.copyOf(evidence);
        remedies = List.copyOf(remedies);
    }
}
