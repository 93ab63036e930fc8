package channel.every.explain;

import channel.every.convergence.ConvergenceReport;
import channel.every.convergence.DivergenceCause;
import channel.every.convergence.GroupReport;
import channel.every.convergence.SampleCopy;
import channel.every.convergence.SequenceSample;
import channel.every.identity.GroupSequence;
import channel.every.proof.ProofCause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Explains what archives hold. */
final class ConvergenceExplainer {
    private ConvergenceExplainer() {}

    static Explanation explain(ConvergenceReport report) {
        List<String> facts = new ArrayList<>(report.reasons());
        report.sources()
                .forEach(source -> facts.add("source " + source.name() + ": " + source.records() + " records by "
                        + String.join(", ", source.sourceNodes())));
        Map<ProofCause, Long> counts = new EnumMap<>(ProofCause.class);
        long equal = 0;
        long observed = 0;
        for (GroupReport group : report.groups()) {
            equal += group.duplicateSequences();
            observed += group.observedSequences();
            for (DivergenceCause cause : DivergenceCause.values()) {
                long count = group.causes().of(cause);
                if (count > 0) {
                    counts.merge(ProofCause.named(cause.text()), count, Long::sum);
                }
            }
            if (group.missingHashes() > 0) {
                counts.merge(ProofCause.RECEPTION, group.missingHashes(), Long::sum);
            }
        }
        return new Explanation(
                "archive convergence",
                report.ok(),
                report.ok()
                        ? "Proven: distinct sources hold equal bytes of all " + equal + " sequences."
                        : "Not proven: " + equal + " of " + observed + " sequences are held with equal bytes.",
                facts,
                counts.entrySet().stream()
                        .sorted(Map.Entry.<ProofCause, Long>comparingByValue().reversed())
                        .map(each -> story(each.getKey(), each.getValue(), report))
                        .toList(),
                report.groups().stream().map(ConvergenceExplainer::lane).toList());
    }

    private static CauseStory story(ProofCause cause, long count, ConvergenceReport report) {
        return new CauseStory(
                cause,
                count,
                report.groups().stream()
                        .flatMap(group -> group.samples().stream()
                                .filter(sample -> cause(sample) == cause)
                                .map(sample -> group.broadcast() + " " + group.rendition() + ", window " + index(sample)
                                        + ": " + sample.finding() + "; " + evidence(sample)))
                        .limit(CauseStory.EXAMPLES)
                        .toList(),
                Remedy.of(cause));
    }

    private static Lane lane(GroupReport group) {
        return new Lane(
                group.broadcast() + " " + group.rendition(),
                group.duplicateSequences(),
                group.observedSequences() - group.duplicateSequences(),
                null,
                null,
                group.samples().stream()
                        .map(sample -> new ExplainedWindow(
                                index(sample), null, cause(sample), sample.finding(), evidence(sample)))
                        .sorted(Comparator.comparingLong(ExplainedWindow::chunkIndex))
                        .toList());
    }

    private static long index(SequenceSample sample) {
        return new GroupSequence(sample.groupSequence()).chunkIndex();
    }

    /** A window that one source lacks was lost on its way, as far as its archive can tell. */
    private static ProofCause cause(SequenceSample sample) {
        if (sample.cause() != null) {
            return ProofCause.named(sample.cause());
        }
        return sample.verdict().equals("missing") ? ProofCause.RECEPTION : ProofCause.UNKNOWN;
    }

    private static String evidence(SequenceSample sample) {
        return String.join(
                ", ", sample.sources().stream().map(ConvergenceExplainer::text).toList());
    }

    private static String text(SampleCopy copy) {
        StringBuilder text = new StringBuilder(copy.source()).append(" has ").append(copy.kind());
        if (copy.hash() != null) {
            text.append(' ').append(copy.hash().toString(), 0, 8);
        }
        if (copy.sourceHash() != null) {
            text.append(" of input ").append(copy.sourceHash().toString(), 0, 8);
        }
        if (copy.quality() != null
                && copy.quality().uncounted()
                && !copy.quality().whole()) {
            text.append(" of uncertain reception");
        } else if (copy.quality() != null && !copy.quality().whole()) {
            text.append(" with ")
                    .append(copy.quality().continuityErrors())
                    .append(" continuity errors, ")
                    .append(copy.quality().missingMs())
                    .append(" ms missing");
        }
        return text.toString();
    }
}
