package channel.every.proof;

import channel.every.clock.ChunkIndex;
import channel.every.identity.Label;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The work behind {@link ProofComparison#of}. */
final class ReportComparison {
    private final List<ReportedWindows> reports = new ArrayList<>();
    private final ProofDifferences differences = new ProofDifferences();

    ReportComparison(List<ProofReport> given) {
        if (given.size() < 2) {
            throw new IllegalArgumentException("a comparison needs at least two publishers: " + given.size());
        }
        Set<Label> seen = new HashSet<>();
        for (ProofReport report : given) {
            if (!seen.add(report.publisher())) {
                throw new IllegalArgumentException("publisher \"" + report.publisher() + "\" is given twice");
            }
            reports.add(new ReportedWindows(report));
        }
    }

    ProofComparison compare(boolean overlap) {
        reports.forEach(each -> compareHeads(each.report()));
        boolean oneCadence = reports.stream()
                        .mapToInt(each -> each.report().chunkMs())
                        .distinct()
                        .count()
                == 1;
        SortedSet<ChunkIndex> all = new TreeSet<>();
        reports.forEach(each -> all.addAll(each.byIndex().keySet()));
        List<ChunkIndex> edges = overlap
                ? all.stream()
                        .filter(index -> reports.stream().anyMatch(each -> each.edge(index)))
                        .toList()
                : List.of();
        edges.forEach(all::remove);
        int compared = oneCadence ? all.size() : 0;
        int equal = 0;
        if (oneCadence) {
            for (ChunkIndex index : all) {
                int before = differences.total();
                compareWindows(index);
                equal += differences.total() == before ? 1 : 0;
            }
        }
        return new ProofComparison(
                differences.total() == 0 && compared > 0,
                reports.stream().map(each -> each.report().publisher()).toList(),
                compared,
                compared == 0 ? null : all.first(),
                compared == 0 ? null : all.last(),
                equal,
                edges,
                differences.total(),
                differences.causes(),
                differences.first());
    }

    private void compareHeads(ProofReport report) {
        ProofReport first = reports.getFirst().report();
        if (report.windows().isEmpty()) {
            differences.add(ProofDifference.of(
                    ProofReason.NO_WINDOWS,
                    Diagnosis.noWindows(report),
                    report,
                    null,
                    report.dropped().isEmpty()
                            ? "nothing in " + report.input() + " lies in a full window"
                            : report.dropped().getFirst().reason()));
        }
        if (report.chunkMs() != first.chunkMs()) {
            differences.add(ProofDifference.of(
                    ProofReason.OTHER_CADENCE,
                    Diagnosis.otherCadence(),
                    report,
                    first,
                    report.chunkMs() + " ms, " + first.chunkMs() + " ms"));
        }
        if (!report.profile().equals(first.profile())) {
            differences.add(ProofDifference.of(
                    ProofReason.OTHER_PROFILE,
                    Diagnosis.otherProfile(report, first),
                    report,
                    first,
                    report.profileName() + " " + report.profile() + ", " + first.profileName() + " "
                            + first.profile()));
        }
    }

    private void compareWindows(ChunkIndex index) {
        ReportedWindows from = reference(index);
        ProofWindow expected = Objects.requireNonNull(from.window(index));
        for (ReportedWindows own : reports) {
            ProofWindow window = own.window(index);
            if (window == null) {
                differences.add(ProofDifference.of(
                        ProofReason.MISSING_WINDOW,
                        Diagnosis.missing(own, from, expected),
                        own.report(),
                        null,
                        from.report(),
                        expected,
                        null,
                        "it has no such window"));
            } else if (window.empty()) {
                differences.add(ProofDifference.of(
                        ProofReason.EMPTY_WINDOW,
                        Diagnosis.empty(window),
                        own.report(),
                        window,
                        null,
                        null,
                        null,
                        window.failure() == null ? "no media" : window.failure()));
            } else if (own != from) {
                new WindowPair(own, window, from, expected).compare(differences);
            }
        }
    }

    /** Against whom a window is held: the first that made media of it, for to differ from nothing says nothing. */
    private ReportedWindows reference(ChunkIndex index) {
        return reports.stream()
                .filter(each -> {
                    ProofWindow window = each.window(index);
                    return window != null && !window.empty();
                })
                .findFirst()
                .orElseGet(() -> reports.stream()
                        .filter(each -> each.window(index) != null)
                        .findFirst()
                        .orElseThrow());
    }
}
