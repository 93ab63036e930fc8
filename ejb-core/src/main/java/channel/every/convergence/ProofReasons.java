package channel.every.convergence;

import channel.every.identity.Label;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Why a proof does not hold: what blocks it, and then what may explain that. */
final class ProofReasons {
    private final Collection<SourceTally> sources;
    private final List<String> blocking = new ArrayList<>();
    private final List<String> explaining = new ArrayList<>();
    private final Map<GroupKey, SortedSet<String>> nodesByGroup = new LinkedHashMap<>();
    private final Map<String, SortedSet<String>> broadcastsByStream = new TreeMap<>();

    ProofReasons(Collection<SourceTally> sources) {
        this.sources = sources;
    }

    /** @param nodes those that take part @param streams ids that the records name */
    void add(GroupKey key, GroupTally tally, SortedSet<String> nodes, SortedSet<String> streams) {
        List<String> reasons = tally.reasons();
        blocking.addAll(reasons);
        nodesByGroup.put(key, nodes);
        if (!reasons.isEmpty() && streams.size() > 1) {
            explaining.add(key + ": records name different streams: " + String.join(", ", streams));
        }
        for (String stream : streams) {
            broadcastsByStream
                    .computeIfAbsent(stream, id -> new TreeSet<>())
                    .add(key.broadcast().value());
        }
    }

    List<String> sentences() {
        List<String> all = new ArrayList<>(sourceReasons());
        all.addAll(absences());
        all.addAll(blocking);
        if (!all.isEmpty()) {
            all.addAll(explaining);
            all.addAll(explanations());
        }
        return all;
    }

    private List<String> sourceReasons() {
        List<String> reasons = new ArrayList<>();
        if (sources.size() < 2) {
            reasons.add("fewer than two sources are named");
        }
        Set<String> nodes = new TreeSet<>();
        for (SourceTally source : sources) {
            SourceReport report = source.report();
            nodes.addAll(source.nodes());
            if (report.records() == 0) {
                reasons.add("source " + report.name() + " has no records");
            }
        }
        if (nodes.size() < 2) {
            reasons.add("records of two distinct source_node are needed, and there are "
                    + (nodes.isEmpty() ? "none" : "those of " + nodes.iterator().next() + " only"));
        }
        if (nodesByGroup.isEmpty()) {
            reasons.add("no sequence was observed");
        }
        return reasons;
    }

    /** A node that takes part in a broadcast has to take part in all its groups: the ladders would differ otherwise. */
    private List<String> absences() {
        List<String> reasons = new ArrayList<>();
        nodesByGroup.forEach((key, nodes) -> nodesByGroup.entrySet().stream()
                .filter(other -> other.getKey().broadcast().equals(key.broadcast()))
                .filter(other -> other.getKey().track().equals(key.track()))
                .flatMap(other -> other.getValue().stream())
                .filter(node -> !nodes.contains(node))
                .distinct()
                .forEach(node -> reasons.add(key + ": nothing from " + node)));
        return reasons;
    }

    private List<String> explanations() {
        List<String> reasons = new ArrayList<>();
        broadcastsByStream.forEach((stream, broadcasts) -> {
            if (broadcasts.size() > 1) {
                reasons.add("one stream is archived under several names: " + stream + " as "
                        + String.join(", ", broadcasts));
            }
        });
        for (SourceTally source : sources) {
            SourceReport report = source.report();
            Label name = report.name();
            if (report.unsyncedRecords() > 0) {
                reasons.add("source " + name + " has " + report.unsyncedRecords()
                        + " unsynced records, numbered by its wall clock");
            }
            if (report.invalidRecords() > 0) {
                reasons.add("source " + name + " has " + report.invalidRecords() + " lines that are no records");
            }
        }
        return reasons;
    }
}
