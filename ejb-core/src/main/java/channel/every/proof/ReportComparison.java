package channel.every.proof;

import channel.every.clock.ChunkIndex;
import channel.every.identity.Label;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The work behind {@link ProofComparison#of}. */
final class ReportComparison {
    private final List<ProofReport> reports;
    private final List<TreeMap<ChunkIndex, ProofWindow>> windows = new ArrayList<>();
    private final ProofDifferences differences = new ProofDifferences();

    ReportComparison(List<ProofReport> reports) {
        if (reports.size() < 2) {
            throw new IllegalArgumentException("a comparison needs at least two publishers: " + reports.size());
        }
        this.reports = List.copyOf(reports);
        Set<Label> seen = new HashSet<>();
        for (ProofReport report : reports) {
            if (!seen.add(report.publisher())) {
                throw new IllegalArgumentException("publisher \"" + report.publisher() + "\" is given twice");
            }
            TreeMap<ChunkIndex, ProofWindow> byIndex = new TreeMap<>();
            for (ProofWindow window : report.windows()) {
                if (byIndex.put(window.chunkIndex(), window) != null) {
                    throw new IllegalArgumentException("publisher \"" + report.publisher() + "\" reports window "
                            + window.chunkIndex().value() + " twice");
                }
            }
            windows.add(byIndex);
        }
    }

    ProofComparison compare(boolean overlap) {
        reports.forEach(this::compareHeads);
        boolean oneCadence =
                reports.stream().mapToInt(ProofReport::chunkMs).distinct().count() == 1;
        SortedSet<ChunkIndex> all = new TreeSet<>();
        windows.forEach(each -> all.addAll(each.keySet()));
        List<ChunkIndex> edges = overlap ? all.stream().filter(this::edge).toList() : List.of();
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
                reports.stream().map(ProofReport::publisher).toList(),
                compared,
                equal,
                edges,
                differences.total(),
                differences.first());
    }

    private void compareHeads(ProofReport report) {
        ProofReport first = reports.getFirst();
        if (report.windows().isEmpty()) {
            differences.add(ProofDifference.of(
                    ProofReason.NO_WINDOWS,
                    report,
                    null,
                    report.dropped().isEmpty()
                            ? "nothing in " + report.input() + " lies in a full window"
                            : report.dropped().getFirst().reason()));
        }
        if (report.chunkMs() != first.chunkMs()) {
            differences.add(ProofDifference.of(
                    ProofReason.OTHER_CADENCE, report, first, report.chunkMs() + " ms, " + first.chunkMs() + " ms"));
        }
        if (!report.profile().equals(first.profile())) {
            differences.add(ProofDifference.of(
                    ProofReason.OTHER_PROFILE,
                    report,
                    first,
                    report.profileName() + " " + report.profile() + ", " + first.profileName() + " "
                            + first.profile()));
        }
    }

    /** Whether a publisher has windows, and this lies before its first or after its last. */
    private boolean edge(ChunkIndex index) {
        return windows.stream()
                .filter(own -> !own.isEmpty())
                .anyMatch(own -> index.compareTo(own.firstKey()) < 0 || index.compareTo(own.lastKey()) > 0);
    }

    private void compareWindows(ChunkIndex index) {
        int reference = 0;
        while (!windows.get(reference).containsKey(index)) {
            reference++;
        }
        ProofReport from = reports.get(reference);
        ProofWindow expected = Objects.requireNonNull(windows.get(reference).get(index));
        for (int i = 0; i < reports.size(); i++) {
            ProofReport report = reports.get(i);
            ProofWindow window = windows.get(i).get(index);
            if (window == null) {
                differences.add(ProofDifference.of(ProofReason.MISSING_WINDOW, report, from, "it has no such window")
                        .missing(expected));
            } else if (window.empty()) {
                differences.add(ProofDifference.of(
                                ProofReason.EMPTY_WINDOW,
                                report,
                                null,
                                window.failure() == null ? "no media" : window.failure())
                        .in(window));
            } else if (i != reference) {
                new WindowPair(report, window, from, expected).compare(differences);
            }
        }
    }
}
