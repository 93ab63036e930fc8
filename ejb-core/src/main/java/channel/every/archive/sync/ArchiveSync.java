package channel.every.archive.sync;

import channel.every.archive.ObjectStore;
import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.archive.http.Peer;
import channel.every.archive.retention.RetentionMemory;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an archive up with its peers. Freshness first: every peer's manifests are mirrored to their end before any object is fetched,
 * so that proofs and readers see the newest indexes even while objects are behind. All peers work at the same time.
 */
public final class ArchiveSync {
    /** Requests in flight for each peer: enough to hide a round trip, few enough to share a node with its viewers. */
    private static final int FETCHES_PER_PEER = 4;

    private static final int MOST_FETCHES = 16;

    /** Objects looked for at a time, some 10 MB of hashes; more follow in the next round. */
    private static final int MOST_WANTED = 100_000;

    private static final int LOOKED_UP_TOGETHER = 256;

    private final DataDirectory data;
    private final ObjectStore store;
    private final SyncPolicy policy;
    private final InstantSource clock;

    public ArchiveSync(DataDirectory data, ObjectStore store, SyncPolicy policy, InstantSource clock) {
        this.data = data;
        this.store = store;
        this.policy = policy;
        this.clock = clock;
    }

    /** Told now and then how it stands. */
    @FunctionalInterface
    public interface Progress {
        void at(long fetched, long wanted);
    }

    /**
     * One pass. A peer that fails is noted and left alone; the others go on.
     *
     * @param stopping asked between requests; what is here by then stays
     * @throws IOException if this machine's own disk fails
     */
    public SyncReport pass(List<Peer> peers, Progress progress, BooleanSupplier stopping)
            throws IOException, InterruptedException {
        long end = policy.budget() == null
                ? Long.MAX_VALUE
                : clock.millis() + policy.budget().toMillis();
        BooleanSupplier over = () -> stopping.getAsBoolean() || clock.millis() >= end;
        List<PeerBook> books = peers.stream().map(PeerBook::new).toList();
        mirror(books, stopping);
        ObjectFetch fetch = new ObjectFetch(books, store);
        Set<Blake3Hash> seen = new HashSet<>();
        AtomicLong fetched = new AtomicLong();
        boolean more = policy.fill() != SyncPolicy.Fill.NONE;
        while (more && !over.getAsBoolean()) {
            Set<Blake3Hash> wanted = wanted(books, seen);
            seen.addAll(wanted);
            more = wanted.size() >= MOST_WANTED;
            fetchAll(wanted, fetch, peers.size(), over, () -> progress.at(fetched.incrementAndGet(), seen.size()));
        }
        long missing = store.findMissing(seen).size();
        List<SyncReport.PeerReport> reports =
                books.stream().map(PeerBook::report).toList();
        boolean mirrored = books.stream().allMatch(PeerBook::mirrored);
        return new SyncReport(
                missing == 0 && mirrored && !more && !over.getAsBoolean(),
                seen.size(),
                fetched.get(),
                missing,
                fetch.usefulBytes(),
                fetch.wastedBytes(),
                reports);
    }

    private void mirror(List<PeerBook> books, BooleanSupplier stopping) throws IOException, InterruptedException {
        ManifestMirroring mirroring = new ManifestMirroring(data, policy.broadcasts(), stopping);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (PeerBook book : books) {
                running.add(threads.submit(() -> {
                    try {
                        mirroring.mirror(book);
                    } catch (IOException e) {
                        book.unmirrored(String.valueOf(e.getMessage()));
                    }
                    return book;
                }));
            }
            for (Future<?> each : running) {
                joined(each);
            }
        }
    }

    /** What is missing here, newest first, taking turns among the tracks. */
    private Set<Blake3Hash> wanted(List<PeerBook> books, Set<Blake3Hash> seen) throws IOException {
        List<Iterator<Blake3Hash>> tracks = new ArrayList<>();
        long since = policy.maxAge() == null
                ? Long.MIN_VALUE
                : clock.millis() - policy.maxAge().toMillis();
        Map<String, Long> expired = RetentionMemory.horizons(data);
        switch (policy.fill()) {
            case NONE -> {}
            case ALL -> {
                for (PeerBook book : books) {
                    for (PeerBook.MirroredTrack each : book.tracks()) {
                        // What retention has taken away would only be taken away again.
                        long kept = expired.getOrDefault(each.broadcast().value(), Long.MIN_VALUE);
                        tracks.add(missing(each, Math.max(since, kept), seen).iterator());
                    }
                }
            }
            case BACKFILL -> {
                Backfill backfill = new Backfill(data, since);
                tracks.add(lookUp(backfill.ownObjects(), seen).iterator());
                for (PeerBook book : books) {
                    for (PeerBook.MirroredTrack each : book.tracks()) {
                        tracks.add(lookUp(backfill.lacking(each), seen).iterator());
                    }
                }
            }
        }
        Set<Blake3Hash> wanted = new LinkedHashSet<>();
        while (!tracks.isEmpty() && wanted.size() < MOST_WANTED) {
            tracks.removeIf(each -> !each.hasNext());
            tracks.forEach(each -> wanted.add(each.next()));
        }
        return wanted;
    }

    private Set<Blake3Hash> missing(PeerBook.MirroredTrack track, long since, Set<Blake3Hash> seen) throws IOException {
        Set<Blake3Hash> named = new LinkedHashSet<>();
        Set<Blake3Hash> missing = new LinkedHashSet<>();
        try (JsonLinesIndex index = new JsonLinesIndex(track.root())) {
            index.newestFirst(track.broadcast(), track.track(), each -> {
                if (each.hash() != null && each.receivedUnixMs() >= since) {
                    named.add(each.hash());
                }
                if (named.size() >= LOOKED_UP_TOGETHER) {
                    missing.addAll(lookUp(named, seen));
                    named.clear();
                }
                return each.receivedUnixMs() >= since && missing.size() < MOST_WANTED;
            });
        }
        missing.addAll(lookUp(named, seen));
        return missing;
    }

    private Set<Blake3Hash> lookUp(Collection<Blake3Hash> named, Set<Blake3Hash> seen) {
        try {
            Set<Blake3Hash> missing = new LinkedHashSet<>(store.findMissing(named));
            missing.removeAll(seen);
            return missing;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fetchAll(
            Set<Blake3Hash> wanted, ObjectFetch fetch, int peers, BooleanSupplier over, Runnable fetched)
            throws IOException, InterruptedException {
        Iterator<Blake3Hash> rest = wanted.iterator();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < Math.min(MOST_FETCHES, FETCHES_PER_PEER * peers); i++) {
                workers.add(threads.submit(() -> {
                    for (Blake3Hash hash = next(rest); hash != null && !over.getAsBoolean(); hash = next(rest)) {
                        if (fetch.fetch(hash)) {
                            fetched.run();
                        }
                    }
                    return fetch;
                }));
            }
            for (Future<?> each : workers) {
                joined(each);
            }
        }
    }

    private static @Nullable Blake3Hash next(Iterator<Blake3Hash> rest) {
        synchronized (rest) {
            return rest.hasNext() ? rest.next() : null;
        }
    }

    private static void joined(Future<?> task) throws IOException, InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }
}
