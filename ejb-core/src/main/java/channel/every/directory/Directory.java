package channel.every.directory;

import channel.every.metrics.MetricFamily;
import channel.every.metrics.MetricFamily.Sample;
import channel.every.metrics.MetricFamily.Type;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The streams that are announced at present. Bounded: refreshing always works, a new stream needs room. What its store does not take is
 * listed all the same, and said: it is lost with a restart, until it is announced again. Safe for any thread.
 */
public final class Directory {
    /** With entries of 16 KiB at most, 64 MiB. */
    public static final int MOST_ENTRIES = 4096;

    private static final Logger LOG = System.getLogger(Directory.class.getName());

    private final Map<EntryKey, StreamEntry> entries = new LinkedHashMap<>();
    private final DirectoryStore store;
    private final InstantSource clock;
    private final int most;
    private long malformed;
    private long full;
    private long unkept;
    private boolean failing;

    public Directory(DirectoryStore store, InstantSource clock) {
        this(store, clock, MOST_ENTRIES);
    }

    Directory(DirectoryStore store, InstantSource clock, int most) {
        this.store = store;
        this.clock = clock;
        this.most = most;
        keep(() -> recall(clock.millis()));
    }

    /** Lists what was listed before a restart, if its time is not over. */
    private void recall(long now) throws IOException {
        for (StreamEntry entry : store.all()) {
            if (entry.expiresUnixMs() > now && entries.size() < most) {
                entries.put(entry.key(), entry);
            }
        }
        store.removeExpired(now);
    }

    private interface Keeping {
        void run() throws IOException;
    }

    private void keep(Keeping change) {
        try {
            change.run();
            failing = false;
        } catch (IOException e) {
            unkept++;
            LOG.log(failing ? Level.DEBUG : Level.WARNING, "the directory''s store fails: {0}", e.getMessage());
            failing = true;
        }
    }

    /** Does what a client's body says. */
    public WriteOutcome write(byte[] body) throws RefusedEntryException {
        try {
            return write(DirectoryWrite.parse(body));
        } catch (RefusedEntryException e) {
            countMalformed();
            throw e;
        }
    }

    public synchronized WriteOutcome write(DirectoryWrite write) {
        dropExpired();
        return switch (write) {
            case DirectoryWrite.Removal removal -> {
                boolean was = entries.remove(removal.key()) != null;
                if (was) {
                    keep(() -> store.remove(removal.key()));
                }
                yield new WriteOutcome.Removed(removal.key(), was);
            }
            case DirectoryWrite.Upsert upsert -> list(upsert);
        };
    }

    private WriteOutcome list(DirectoryWrite.Upsert upsert) {
        if (!entries.containsKey(upsert.key()) && entries.size() >= most) {
            full++;
            return new WriteOutcome.Full(most);
        }
        long now = clock.millis();
        StreamEntry entry = new StreamEntry(upsert, now, now + upsert.ttl().toMillis());
        keep(() -> store.put(entry));
        entries.put(entry.key(), entry);
        return new WriteOutcome.Listed(entry);
    }

    /** What has not expired, by stream id and publisher. */
    public synchronized List<StreamEntry> streams() {
        dropExpired();
        return entries.values().stream()
                .sorted(Comparator.comparing((StreamEntry entry) -> entry.key().streamId())
                        .thenComparing(entry -> entry.key().sourceNode()))
                .toList();
    }

    private void dropExpired() {
        long now = clock.millis();
        if (entries.values().removeIf(entry -> entry.expiresUnixMs() <= now)) {
            keep(() -> store.removeExpired(now));
        }
    }

    private synchronized void countMalformed() {
        malformed++;
    }

    public synchronized List<MetricFamily> metrics() {
        return List.of(
                new MetricFamily(
                        "every_channel_directory_streams",
                        Type.GAUGE,
                        "Streams listed.",
                        List.of(new Sample(Map.of(), entries.size()))),
                new MetricFamily(
                        "every_channel_directory_refused_total",
                        Type.COUNTER,
                        "Announcements refused, by why.",
                        List.of(
                                new Sample(Map.of("cause", "malformed"), malformed),
                                new Sample(Map.of("cause", "full"), full))),
                new MetricFamily(
                        "every_channel_directory_unkept_total",
                        Type.COUNTER,
                        "Changes that the directory's store did not take.",
                        List.of(new Sample(Map.of(), unkept))));
    }
}
