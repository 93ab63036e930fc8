package channel.every.archive.retention;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.KeptStore;
import channel.every.archive.PruneOutcome;
import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Takes expired objects out of a store. An object goes when a record that names it has expired and no unexpired record of any index
 * here names it too; the indexes themselves stay, as the history of what was. Objects that no record names are left alone.
 */
public final class Retention {
    /** A put that finds its object there names it in an index soon after; sync and publishers take seconds for that. */
    private static final Duration PUT_LATELY = Duration.ofHours(1);

    /** Objects pruned in one pass, some 20 MB of hashes; a timer comes again. */
    private static final int MOST_CANDIDATES = 200_000;

    /** Records are appended as they are received, but for a clock that is set back. */
    private static final long DISORDER_MS = 60_000;

    private static final long BUCKET_MS = 60_000;

    private final DataDirectory data;
    private final KeptStore store;
    private final RetentionRules rules;
    private final InstantSource clock;

    public Retention(DataDirectory data, KeptStore store, RetentionRules rules, InstantSource clock) {
        this.data = data;
        this.store = store;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * One pass. An index that cannot be read ends it before anything is taken away.
     *
     * @param stopping asked between objects
     */
    public RetentionReport pass(BooleanSupplier stopping) throws IOException {
        Instant now = clock.instant();
        RetentionMemory memory = RetentionMemory.read(data, rules);
        try (DataDirectory.OpenIndexes indexes = data.indexes()) {
            Map<Label, Long> horizons = horizons(indexes, now);
            Set<Blake3Hash> candidates = expired(indexes, horizons, memory);
            boolean all = candidates.size() < MOST_CANDIDATES;
            memory.write(horizons, false);
            int before = candidates.size();
            removeNeeded(candidates, indexes, horizons);
            long needed = before - candidates.size();
            long pruned = 0;
            long bytes = 0;
            long lately = 0;
            for (Blake3Hash each : candidates) {
                if (stopping.getAsBoolean()) {
                    all = false;
                    break;
                }
                switch (store.prune(each, now.minus(PUT_LATELY))) {
                    case PruneOutcome.Pruned(long freed) -> {
                        pruned++;
                        bytes += freed;
                    }
                    case PruneOutcome.PutLately() -> lately++;
                    case PruneOutcome.Absent() -> {}
                }
            }
            if (all && lately == 0) {
                memory.write(horizons, true);
            }
            return new RetentionReport(pruned, bytes, needed, lately, report(horizons));
        }
    }

    private static List<RetentionReport.Horizon> report(Map<Label, Long> horizons) {
        List<RetentionReport.Horizon> found = new ArrayList<>();
        horizons.forEach((broadcast, horizon) -> found.add(new RetentionReport.Horizon(broadcast.value(), horizon)));
        return found;
    }

    private Map<Label, Long> horizons(DataDirectory.OpenIndexes indexes, Instant now) throws IOException {
        Map<Label, Long> horizons = new TreeMap<>(Comparator.comparing(Label::value));
        for (JsonLinesIndex index : indexes.byPublisher().values()) {
            for (Label broadcast : index.broadcasts()) {
                if (rules.of(broadcast).limits() && !horizons.containsKey(broadcast)) {
                    horizons.put(broadcast, horizon(indexes, broadcast, rules.of(broadcast), now));
                }
            }
        }
        return horizons;
    }

    private static long horizon(DataDirectory.OpenIndexes indexes, Label broadcast, RetentionRule rule, Instant now)
            throws IOException {
        long byAge = rule.maxAge() == null
                ? Long.MIN_VALUE
                : now.minus(rule.maxAge()).toEpochMilli();
        return rule.maxBytes() == null ? byAge : Math.max(byAge, bySize(indexes, broadcast, rule.maxBytes()));
    }

    /** The end of the newest minute with which the objects of a broadcast are too many bytes; each object counts once. */
    private static long bySize(DataDirectory.OpenIndexes indexes, Label broadcast, long maxBytes) throws IOException {
        TreeMap<Long, Long> bytesOfMinute = new TreeMap<>();
        Set<Blake3Hash> counted = new HashSet<>();
        for (JsonLinesIndex index : indexes.byPublisher().values()) {
            for (Label track : index.tracks(broadcast)) {
                long[] sum = {0};
                index.newestFirst(broadcast, track, each -> {
                    if (each.hash() != null && counted.add(each.hash())) {
                        bytesOfMinute.merge(each.receivedUnixMs() / BUCKET_MS, each.size(), Long::sum);
                        sum[0] += each.size();
                    }
                    return sum[0] <= maxBytes;
                });
            }
        }
        long sum = 0;
        for (Map.Entry<Long, Long> minute : bytesOfMinute.descendingMap().entrySet()) {
            sum += minute.getValue();
            if (sum > maxBytes) {
                return (minute.getKey() + 1) * BUCKET_MS;
            }
        }
        return Long.MIN_VALUE;
    }

    private boolean hasExpired(ArchiveRecord record, Map<Label, Long> horizons) {
        return record.receivedUnixMs() < horizons.getOrDefault(record.broadcast(), Long.MIN_VALUE)
                && !rules.of(record.broadcast()).pinned(record.receivedUnixMs());
    }

    /** Objects of records that have expired since the pass before. */
    private Set<Blake3Hash> expired(
            DataDirectory.OpenIndexes indexes, Map<Label, Long> horizons, RetentionMemory memory) throws IOException {
        Set<Blake3Hash> found = new LinkedHashSet<>();
        each(indexes, each -> {
            if (each.hash() != null && hasExpired(each, horizons) && found.size() < MOST_CANDIDATES) {
                found.add(each.hash());
            }
            return each.receivedUnixMs() >= memory.prunedBefore(each.broadcast()) - DISORDER_MS;
        });
        return found;
    }

    /** Takes out what an unexpired record names: from the newest back until all have expired that no pin holds. */
    private void removeNeeded(Set<Blake3Hash> candidates, DataDirectory.OpenIndexes indexes, Map<Label, Long> horizons)
            throws IOException {
        if (candidates.isEmpty()) {
            return;
        }
        each(indexes, each -> {
            if (each.hash() != null && !hasExpired(each, horizons)) {
                candidates.remove(each.hash());
            }
            long oldest = Math.min(
                    horizons.getOrDefault(each.broadcast(), Long.MIN_VALUE),
                    rules.of(each.broadcast()).firstPinUnixMs());
            return oldest == Long.MIN_VALUE || each.receivedUnixMs() >= oldest - DISORDER_MS;
        });
    }

    private static void each(DataDirectory.OpenIndexes indexes, Predicate<ArchiveRecord> visitor) throws IOException {
        for (JsonLinesIndex index : indexes.byPublisher().values()) {
            for (Label broadcast : index.broadcasts()) {
                for (Label track : index.tracks(broadcast)) {
                    index.newestFirst(broadcast, track, visitor);
                }
            }
        }
    }
}
