package channel.every.archive.file;

import channel.every.archive.CorruptObjectException;
import channel.every.archive.ObjectStore;
import channel.every.archive.PutOutcome;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Objects as files, {@code <root>/objects/blake3/aa/<hash>.bin}. An object is written and synced under another name, renamed,
 * and its directory synced: under its own name it is whole or not there. One with the wrong bytes is never overwritten: put
 * moves it to {@code <root>/quarantine} and stores the right bytes anew. Several stores and processes may share a root.
 */
public final class FileObjectStore implements ObjectStore {
    private static final Logger LOG = System.getLogger(FileObjectStore.class.getName());
    private static final String TEMP = "tmp";
    private static final String QUARANTINE = "quarantine";

    private final Path root;
    private final ObjectTree tree;

    /**
     * Opens a store, which need not exist yet, and removes what a crash left half written.
     *
     * @param casRoot may itself be a symbolic link; nothing below it may
     */
    public FileObjectStore(Path casRoot) {
        root = casRoot.toAbsolutePath().normalize();
        tree = new ObjectTree(root);
        if (Files.isDirectory(root.resolve(TEMP))) {
            try {
                TempArea.clean(root.resolve(TEMP));
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot clean " + root.resolve(TEMP) + ", the store may be read-only: " + e);
            }
        }
    }

    @Override
    public PutOutcome put(byte[] object) throws IOException {
        return putAll(List.of(object)).getFirst();
    }

    /** Two journal commits for all instead of two for each: all files are synced, then all renamed, then all directories. */
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
            directories.addAll(tree.prepare(hash));
            if (lacking.containsKey(hash) || holdsRight(hash)) {
                outcomes.add(new PutOutcome.AlreadyThere(hash));
            } else {
                lacking.put(hash, object);
                outcomes.add(new PutOutcome.Stored(hash));
            }
        }
        store(lacking);
        for (Path directory : directories) {
            // Also for what was there: another writer may have renamed it without having synced yet.
            DirectorySync.force(directory);
        }
        tree.synced(directories);
        return outcomes;
    }

    /** What file systems say names the file alone (AccessDenied, NoSuchFile) or the cause alone (disk full). */
    private static String reason(IOException e) {
        return e instanceof FileSystemException named && named.getReason() == null
                ? named.getClass().getSimpleName().replace("Exception", "") + ' ' + named.getFile()
                : String.valueOf(e.getMessage());
    }

    @Override
    public Optional<byte[]> get(Blake3Hash hash) throws IOException {
        Optional<byte[]> stored = tree.read(hash);
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

    private static void checkSize(byte[] object) {
        if (object.length > MAX_OBJECT_BYTES) {
            throw new IllegalArgumentException(
                    "an object has at most " + MAX_OBJECT_BYTES + " bytes, and this one has " + object.length);
        }
    }

    /** Whether the right bytes are there already; wrong ones are put aside. */
    private boolean holdsRight(Blake3Hash hash) throws IOException {
        try {
            return get(hash).isPresent();
        } catch (CorruptObjectException e) {
            quarantine(hash, e);
            return false;
        }
    }

    private synchronized void quarantine(Blake3Hash hash, CorruptObjectException reason) throws IOException {
        Path directory = root.resolve(QUARANTINE);
        DirectorySync.create(directory);
        Path aside = directory.resolve(hash + ".bin");
        for (int copy = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); copy++) {
            aside = directory.resolve(hash + "-" + copy + ".bin");
        }
        try {
            Files.move(tree.file(hash), aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            LOG.log(Level.DEBUG, "another writer put " + hash + " aside");
            return;
        }
        DirectorySync.force(directory);
        LOG.log(Level.WARNING, reason.getMessage() + "; moved to " + aside + ", to be stored anew");
    }

    private void store(Map<Blake3Hash, byte[]> objects) throws IOException {
        List<StagedObject> staged = new ArrayList<>(objects.size());
        try {
            TempArea temp = TempArea.open(root.resolve(TEMP));
            for (Map.Entry<Blake3Hash, byte[]> each : objects.entrySet()) {
                StagedObject object = StagedObject.create(each.getKey(), temp);
                staged.add(object);
                object.write(each.getValue());
            }
            for (StagedObject each : staged) {
                each.force();
            }
            for (StagedObject each : staged) {
                each.rename(tree.file(each.hash()));
            }
        } catch (IOException e) {
            staged.forEach(each -> each.discard(e));
            throw e;
        }
    }
}
