package channel.every.archive.file;

import channel.every.archive.CorruptObjectException;
import channel.every.archive.KeptStore;
import channel.every.archive.PruneOutcome;
import channel.every.archive.PutOutcome;
import channel.every.archive.StoredObject;
import channel.every.archive.UnreadableObjectException;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files, {@code <root>/objects/blake3/aa/<hash>.bin}. An object is written and synced under another name, renamed,
 * and its directory synced: under its own name it is whole or not there. One with the wrong bytes is never overwritten: put
 * moves it to {@code <root>/quarantine} and stores the right bytes anew. Several stores and processes may share a root.
 */
public final class FileObjectStore implements KeptStore {
    private static final Logger LOG = System.getLogger(FileObjectStore.class.getName());
    private static final String TEMP = "tmp";

    private final Path root;
    private final InstantSource fileClock;
    private final ObjectTree tree;
    private final Quarantine quarantine;
    private final MediumReader medium = new MediumReader();

    /**
     * Opens a store, which need not exist yet, and removes what a crash left half written.
     *
     * @param casRoot may itself be a symbolic link; nothing below it may
     */
    public FileObjectStore(Path casRoot) {
        // Pruning compares times that the file system stamped, so a put stamps them by the same clock.
        this(casRoot, InstantSource.system());
    }

    FileObjectStore(Path casRoot, InstantSource fileClock) {
        root = casRoot.toAbsolutePath().normalize();
        this.fileClock = fileClock;
        tree = new ObjectTree(root);
        quarantine = new Quarantine(root.resolve("quarantine"));
        if (Files.isDirectory(root.resolve(TEMP))) {
            try {
                TempArea.clean(root.resolve(TEMP), tree::restore);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot clean " + root.resolve(TEMP) + ", the store may be read-only: " + e);
            }
        }
    }

    @Override
    public PutOutcome put(byte[] object) throws IOException {
        return putAll(List.of(object)).getFirst();
    }

    /** All files are synced, then all renamed, then each directory synced once; syncs side by side. */
    @Override
    public List<PutOutcome> putAll(List<byte[]> objects) throws IOException {
        objects.forEach(FileObjectStore::checkSize);
        try {
            return commit(objects);
        } catch (IOException e) {
            throw new IOException("cannot store in " + root + ": " + reason(e), e);
        }
    }

    private List<PutOutcome> commit(List<byte[]> objects) throws IOException {
        List<PutOutcome> outcomes = new ArrayList<>(objects.size());
        Map<Blake3Hash, byte[]> lacking = new LinkedHashMap<>();
        Set<Path> directories = new LinkedHashSet<>();
        for (byte[] object : objects) {
            Blake3Hash hash = Blake3.hash(object);
            // Also for what is there: another writer may have renamed it without having synced yet.
            directories.addAll(tree.prepare(hash));
            if (lacking.containsKey(hash) || holdsRight(hash)) {
                outcomes.add(new PutOutcome.AlreadyThere(hash));
            } else {
                lacking.put(hash, object);
                outcomes.add(new PutOutcome.Stored(hash));
            }
        }
        List<StagedObject> staged = new ArrayList<>(lacking.size());
        try {
            stage(lacking, staged);
            for (StagedObject each : staged) {
                each.rename();
            }
            SideBySide.run(directories.stream()
                    .<SideBySide.Step>map(each -> () -> DirectorySync.force(each))
                    .toList());
        } catch (IOException e) {
            staged.forEach(each -> each.discard(e));
            throw e;
        }
        tree.synced(directories);
        return outcomes;
    }

    private void stage(Map<Blake3Hash, byte[]> objects, List<StagedObject> staged) throws IOException {
        if (objects.isEmpty()) {
            return;
        }
        TempArea temp = TempArea.open(root.resolve(TEMP));
        List<SideBySide.Step> writes = new ArrayList<>(objects.size());
        for (Map.Entry<Blake3Hash, byte[]> each : objects.entrySet()) {
            StagedObject object = new StagedObject(temp.newFile(), tree.file(each.getKey()));
            staged.add(object);
            writes.add(() -> object.write(each.getValue()));
        }
        SideBySide.run(writes);
    }

    /** What file systems say names the file alone (AccessDenied, NoSuchFile) or the cause alone (disk full). */
    private static String reason(IOException e) {
        return e instanceof FileSystemException named && named.getReason() == null
                ? named.getClass().getSimpleName().replace("Exception", "") + ' ' + named.getFile()
                : String.valueOf(e.getMessage());
    }

    @Override
    public Optional<byte[]> get(Blake3Hash hash) throws IOException {
        return verified(hash, ObjectTree::readCached);
    }

    @Override
    public Optional<byte[]> getFromMedium(Blake3Hash hash) throws IOException {
        return verified(hash, medium::read);
    }

    private Optional<byte[]> verified(Blake3Hash hash, ObjectTree.Reading reading) throws IOException {
        Optional<byte[]> stored = tree.read(hash, reading);
        if (stored.isPresent()) {
            Blake3Hash actual = Blake3.hash(stored.get());
            if (!actual.equals(hash)) {
                throw new CorruptObjectException(hash, actual);
            }
        }
        return stored;
    }

    @Override
    public Set<Blake3Hash> findMissing(Collection<Blake3Hash> hashes) throws IOException {
        Set<Blake3Hash> missing = new LinkedHashSet<>();
        for (Blake3Hash hash : hashes) {
            if (!tree.holds(hash)) {
                missing.add(hash);
            }
        }
        return missing;
    }

    @Override
    public void each(@Nullable Blake3Hash after, Predicate<StoredObject> visitor) throws IOException {
        tree.each(after, visitor);
    }

    @Override
    public boolean quarantine(Blake3Hash hash) throws IOException {
        try {
            getFromMedium(hash);
            return false;
        } catch (CorruptObjectException | UnreadableObjectException e) {
            return quarantine.take(tree.file(hash), hash, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public PruneOutcome prune(Blake3Hash hash, Instant unlessPutSince) throws IOException {
        Optional<StoredObject> found = tree.find(hash);
        if (found.isEmpty()) {
            return new PruneOutcome.Absent();
        }
        if (!found.get().putAt().isBefore(unlessPutSince)) {
            return new PruneOutcome.PutLately();
        }
        return TempArea.open(root.resolve(TEMP)).removeUnlessPut(tree, found.get(), unlessPutSince);
    }

    private static void checkSize(byte[] object) {
        if (object.length > MAX_OBJECT_BYTES) {
            throw new IllegalArgumentException(
                    "an object has at most " + MAX_OBJECT_BYTES + " bytes, and this one has " + object.length);
        }
    }

    /** Whether the right bytes are there already, and stay for now; wrong ones are put aside. */
    private boolean holdsRight(Blake3Hash hash) throws IOException {
        try {
            return get(hash).isPresent() && tree.touch(hash, fileClock.instant());
        } catch (CorruptObjectException | UnreadableObjectException e) {
            quarantine.take(tree.file(hash), hash, e.getMessage() + "; to be stored anew");
            return false;
        }
    }
}
