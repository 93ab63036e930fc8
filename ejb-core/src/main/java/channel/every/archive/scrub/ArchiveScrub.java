package channel.every.archive.scrub;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.CorruptObjectException;
import channel.every.archive.KeptStore;
import channel.every.archive.ObjectSource;
import channel.every.archive.UnreadableObjectException;
import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.archive.file.StateFile;
import channel.every.archive.retention.RetentionMemory;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Reads every object of an archive again. First the indexes from the newest record back: what is missing, and the bytes of what is new
 * since the cycle before; then all objects in the order of their hashes. A cycle that is stopped goes on where it was.
 */
public final class ArchiveScrub {
    /** Lost objects named in a report. */
    public static final int MOST_SAMPLES = 100;

    private static final Logger LOG = System.getLogger(ArchiveScrub.class.getName());

    /** Objects between two checkpoints: what a crash makes read again. */
    private static final int CHECKPOINT = 256;

    /** Hashes remembered as read or looked for in this run, some 200 MB at most; what is beyond is read twice. */
    private static final int MOST_REMEMBERED = 2_000_000;

    private final DataDirectory data;
    private final KeptStore store;
    private final List<ObjectSource> sources;
    private final RateLimit rate;
    private final StateFile file;
    private final Set<Blake3Hash> remembered = new HashSet<>();
    private final ScrubState state;

    /** @param sources where bad and missing objects are got anew, in this order */
    public ArchiveScrub(
            DataDirectory data,
            KeptStore store,
            List<? extends ObjectSource> sources,
            RateLimit rate,
            InstantSource clock)
            throws IOException {
        this.data = data;
        this.store = store;
        this.sources = List.copyOf(sources);
        this.rate = rate;
        file = new StateFile(data.state().resolve("scrub.json"));
        state = file.read(ScrubState.class).map(ArchiveScrub::goOn).orElseGet(ScrubState::new);
        if (state.begunUnixMs == 0) {
            state.begunUnixMs = clock.millis();
        }
    }

    /** The indexes are gone through in one go: a cycle that had not finished with them begins anew. */
    private static ScrubState goOn(ScrubState left) {
        if (left.indexesDone) {
            return left;
        }
        ScrubState anew = new ScrubState();
        anew.newSinceUnixMs = left.newSinceUnixMs;
        return anew;
    }

    /** Told after each object. */
    @FunctionalInterface
    public interface Progress {
        void at(ScrubReport soFar);
    }

    /**
     * Goes on with the cycle.
     *
     * @param stopping asked between objects
     * @return complete when the cycle is; the next run begins a new one
     */
    public ScrubReport run(Progress progress, BooleanSupplier stopping) throws IOException, InterruptedException {
        boolean complete = indexes(progress, stopping) && objects(progress, stopping);
        ScrubReport report = state.report(complete);
        if (complete) {
            ScrubState next = new ScrubState();
            next.newSinceUnixMs = state.begunUnixMs;
            file.write(next);
        } else {
            file.write(state);
        }
        return report;
    }

    /** Carries what went wrong out of a visitor that cannot throw it. */
    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Interrupted(Exception cause) {
            super(cause);
        }

        void rethrow() throws IOException, InterruptedException {
            if (getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw getCause() instanceof IOException io ? io : new IOException(getCause());
        }
    }

    private boolean indexes(Progress progress, BooleanSupplier stopping) throws IOException, InterruptedException {
        if (state.indexesDone) {
            return true;
        }
        Map<String, Long> expired = RetentionMemory.horizons(data);
        try (DataDirectory.OpenIndexes indexes = data.indexes()) {
            for (JsonLinesIndex index : indexes.byPublisher().values()) {
                for (Label broadcast : index.broadcasts()) {
                    long oldest = expired.getOrDefault(broadcast.value(), Long.MIN_VALUE);
                    for (Label track : index.tracks(broadcast)) {
                        index.newestFirst(broadcast, track, each -> {
                            record(each, progress);
                            return !stopping.getAsBoolean() && each.receivedUnixMs() >= oldest;
                        });
                    }
                }
            }
        } catch (Interrupted e) {
            e.rethrow();
        }
        if (stopping.getAsBoolean()) {
            return false;
        }
        state.indexesDone = true;
        file.write(state);
        return true;
    }

    private void record(ArchiveRecord record, Progress progress) {
        Blake3Hash hash = record.hash();
        if (hash == null || remembered.contains(hash)) {
            return;
        }
        try {
            if (!store.findMissing(List.of(hash)).isEmpty()) {
                remember(hash);
                state.missing++;
                repair(hash);
            } else if (record.receivedUnixMs() >= state.newSinceUnixMs) {
                verify(hash, record.size(), progress);
            }
        } catch (IOException | InterruptedException e) {
            throw new Interrupted(e);
        }
    }

    private boolean objects(Progress progress, BooleanSupplier stopping) throws IOException, InterruptedException {
        Blake3Hash after = state.after == null ? null : Blake3Hash.parse(state.after);
        int[] unsaved = {0};
        try {
            store.each(after, each -> {
                if (stopping.getAsBoolean()) {
                    return false;
                }
                try {
                    if (!remembered.contains(each.hash())) {
                        verify(each.hash(), each.size(), progress);
                    }
                    state.after = each.hash().toString();
                    if (++unsaved[0] % CHECKPOINT == 0) {
                        file.write(state);
                    }
                } catch (IOException | InterruptedException e) {
                    throw new Interrupted(e);
                }
                return true;
            });
        } catch (Interrupted e) {
            e.rethrow();
        }
        return !stopping.getAsBoolean();
    }

    private void verify(Blake3Hash hash, long size, Progress progress) throws IOException, InterruptedException {
        remember(hash);
        if (!reads(hash)) {
            if (reads(hash)) {
                state.flaky++;
                LOG.log(Level.WARNING, "object " + hash + " was wrong once and right when read again: check the disk");
            } else if (store.quarantine(hash)) {
                state.bad++;
                repair(hash);
            }
        }
        state.checked++;
        state.checkedBytes += size;
        progress.at(state.report(false));
        rate.took(size);
    }

    /** Whether the bytes are right; true for an object that was taken away meanwhile. */
    private boolean reads(Blake3Hash hash) throws IOException {
        try {
            store.getFromMedium(hash);
            return true;
        } catch (CorruptObjectException | UnreadableObjectException e) {
            return false;
        }
    }

    private void repair(Blake3Hash hash) throws IOException {
        for (ObjectSource source : sources) {
            Optional<byte[]> copy = copy(source, hash);
            if (copy.isPresent()) {
                store.put(copy.get());
                state.repaired++;
                LOG.log(Level.INFO, "object " + hash + " was got anew from " + source);
                return;
            }
        }
        if (state.lost.size() < MOST_SAMPLES) {
            state.lost.add(hash.toString());
        }
    }

    private static Optional<byte[]> copy(ObjectSource source, Blake3Hash hash) {
        try {
            return source.get(hash).filter(copy -> Blake3.hash(copy).equals(hash));
        } catch (IOException e) {
            LOG.log(Level.WARNING, source + " does not give object " + hash + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private void remember(Blake3Hash hash) {
        if (remembered.size() < MOST_REMEMBERED) {
            remembered.add(hash);
        }
    }
}
