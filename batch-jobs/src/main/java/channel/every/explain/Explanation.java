package channel.every.explain;

import java.util.List;

/**
 * A report in words.
 *
 * @param what kind of report it is
 * @param headline the verdict in one sentence
 * @param facts lines a reader may want to know beside it
 * @param causes the most frequent first
 */
public record Explanation(
        String what, boolean ok, String headline, List<String> facts, List<CauseStory> causes, List<Lane> lanes) {
    public Explanation {
        facts = List.copyOf(facts);
        causes = List.copyOf(causes);
        lanes = List.copyOf(lanes);
    }
}
