package channel.every.explain;

import channel.every.clock.ChunkIndex;
import channel.every.identity.Label;
import channel.every.proof.ProofCause;
import channel.every.proof.ProofComparison;
import channel.every.proof.ProofDifference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Explains comparisons of proof reports: of one machine or of several. */
final class ProofExplainer {
    private ProofExplainer() {}

    static Explanation explain(String what, ProofComparison comparison, List<String> facts) {
        List<String> known = new ArrayList<>(facts);
        known.add("publishers: "
                + String.join(
                        ", ", comparison.publishers().stream().map(Label::value).toList()));
        known.add(comparison.equalWindows() + " of " + comparison.comparedWindows() + " windows are equal");
        if (!comparison.edgeWindows().isEmpty()) {
            known.add(comparison.edgeWindows().size() + " windows at the edges were left out");
        }
        if (comparison.differingTotal() > comparison.differences().size()) {
            known.add("the report lists the first " + comparison.differences().size() + " of "
                    + comparison.differingTotal() + " differences");
        }
        return new Explanation(
                what,
                comparison.ok(),
                headline(comparison),
                known,
                comparison.causes().entrySet().stream()
                        .sorted(Map.Entry.<ProofCause, Integer>comparingByValue()
                                .reversed())
                        .map(each -> story(each.getKey(), each.getValue(), comparison.differences()))
                        .toList(),
                comparison.publishers().stream()
                        .map(publisher -> lane(publisher, comparison))
                        .toList());
    }

    private static String headline(ProofComparison comparison) {
        if (comparison.ok()) {
            return "Proven: the publishers made the same bytes of all " + comparison.comparedWindows() + " windows.";
        }
        if (comparison.comparedWindows() == 0) {
            return "Not proven: no window could be compared.";
        }
        int differing = comparison.comparedWindows() - comparison.equalWindows();
        return differing == 0
                ? "Not proven: the bytes of all " + comparison.comparedWindows()
                        + " windows are equal, but not by right."
                : "Not proven: " + differing + " of " + comparison.comparedWindows() + " windows differ.";
    }

    private static CauseStory story(ProofCause cause, int count, List<ProofDifference> differences) {
        return new CauseStory(
                cause,
                count,
                differences.stream()
                        .filter(each -> each.cause() == cause)
                        .limit(CauseStory.EXAMPLES)
                        .map(ProofDifference::text)
                        .toList(),
                Remedy.of(cause));
    }

    private static Lane lane(Label publisher, ProofComparison comparison) {
        List<ExplainedWindow> windows = comparison.differences().stream()
                .filter(each -> each.publisher().equals(publisher))
                .flatMap(ProofExplainer::window)
                .sorted(Comparator.comparingLong(ExplainedWindow::chunkIndex))
                .toList();
        long differing =
                windows.stream().map(ExplainedWindow::chunkIndex).distinct().count();
        ChunkIndex first = comparison.firstWindow();
        ChunkIndex last = comparison.lastWindow();
        return new Lane(
                publisher.value(),
                comparison.comparedWindows() - differing,
                differing,
                first == null ? null : first.value(),
                last == null ? null : last.value(),
                windows);
    }

    private static Stream<ExplainedWindow> window(ProofDifference difference) {
        ChunkIndex index = difference.chunkIndex();
        return Stream.ofNullable(index)
                .map(known -> new ExplainedWindow(
                        known.value(),
                        difference.startUnixMs(),
                        difference.cause(),
                        difference.reason().text()
                                + (difference.rendition() == null ? "" : " of " + difference.rendition()),
                        difference.evidence()));
    }
}
