package channel.every.archive.file;

import channel.every.archive.CasPath;
import channel.every.archive.ObjectStore;
import channel.every.archive.StoredObject;
import channel.every.archive.UnreadableObjectException;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where objects lie below a root. A path is made from a hash only, and no part of it below the root may be a symbolic link:
 * the tree serves what was put into it and nothing from elsewhere.
 */
final class ObjectTree {
    private static final int SHARDS = 256;
    private static final Pattern OBJECT = Pattern.compile("([0-9a-f]{64})\\.bin");

    private final Path root;

    /** Directories whose names are known to survive: one for each of the 256 shards, and those above. */
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    ObjectTree(Path root) {
        this.root = root;
    }

    Path file(Blake3Hash hash) {
        return root.resolve(new CasPath(hash).toString());
    }

    /** Whether an object lies there, whatever its bytes. */
    boolean holds(Blake3Hash hash) throws IOException {
        return find(hash).isPresent();
    }

    /** How the bytes of a file, at most so many, are had. */
    interface Reading {
        byte[] read(Path file, int most) throws IOException;
    }

    /** The stored bytes as they are, unverified; empty if there is no such object. */
    Optional<byte[]> read(Blake3Hash hash, Reading reading) throws IOException {
        Optional<StoredObject> found = find(hash);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Path file = file(hash);
        if (found.get().size() > ObjectStore.MAX_OBJECT_BYTES) {
            throw new IOException(file + " has " + found.get().size() + " bytes, more than an object can have");
        }
        try {
            return Optional.of(reading.read(file, ObjectStore.MAX_OBJECT_BYTES));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UnreadableObjectException(hash, file.toString(), e);
        }
    }

    /** Reads a file from wherever it is at hand soonest. */
    static byte[] readCached(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(most);
        }
    }

    /** Makes the directory an object belongs into; returns it and those above that must be synced before it is durable. */
    List<Path> prepare(Blake3Hash hash) throws IOException {
        Path directory = parent(file(hash));
        refuseLinks(directory);
        DirectorySync.create(root);
        if (!Files.isDirectory(directory)) {
            durable.remove(directory);
            Files.createDirectories(directory);
        }
        List<Path> unsynced = new ArrayList<>(List.of(directory));
        // One that another process made may not be durable yet either.
        for (Path each = directory; !each.equals(root) && !durable.contains(each); each = parent(each)) {
            unsynced.add(parent(each));
        }
        return unsynced;
    }

    /** Takes note that these were synced, so that only their own entries need to be from now on. */
    void synced(Collection<Path> directories) {
        durable.addAll(directories);
    }

    /** An object as it lies there, unread. */
    Optional<StoredObject> find(Blake3Hash hash) throws IOException {
        Path file = file(hash);
        refuseLinks(parent(file));
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isRegularFile()) {
                throw new IOException(file + " is not a regular file");
            }
            return Optional.of(new StoredObject(
                    hash, found.size(), found.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Notes that an object was put again; false if it was taken away meanwhile. */
    boolean touch(Blake3Hash hash, Instant now) throws IOException {
        try {
            Files.setLastModifiedTime(file(hash), FileTime.from(now));
            // The file may have been opened under its name and stamped without one.
            return holds(hash);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Gives an object that was being taken away its name back; one that was put anew meanwhile has the same bytes. */
    void restore(Blake3Hash hash, Path aside) throws IOException {
        Files.createDirectories(parent(file(hash)));
        Files.move(aside, file(hash), StandardCopyOption.ATOMIC_MOVE);
        DirectorySync.force(parent(file(hash)));
    }

    /** Shows objects in order of their hashes until the visitor has enough. Files of other names are passed over. */
    void each(@Nullable Blake3Hash after, Predicate<StoredObject> visitor) throws IOException {
        String start = after == null ? "" : after.toString();
        for (int shard = 0; shard < SHARDS; shard++) {
            String prefix = HexFormat.of().toHexDigits((byte) shard);
            if (start.compareTo(prefix + "~") < 0) {
                for (Blake3Hash hash : shard(prefix, start)) {
                    Optional<StoredObject> found = find(hash);
                    if (found.isPresent() && !visitor.test(found.get())) {
                        return;
                    }
                }
            }
        }
    }

    private List<Blake3Hash> shard(String prefix, String after) throws IOException {
        Path directory = root.resolve(CasPath.FOLDER).resolve(prefix);
        refuseLinks(directory);
        List<Blake3Hash> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path each : files) {
                Matcher name = OBJECT.matcher(each.getFileName().toString());
                if (name.matches()
                        && name.group(1).startsWith(prefix)
                        && name.group(1).compareTo(after) > 0) {
                    found.add(Blake3Hash.parse(name.group(1)));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    private void refuseLinks(Path directory) throws IOException {
        for (Path each = directory; !each.equals(root); each = parent(each)) {
            if (Files.isSymbolicLink(each)) {
                throw new IOException(each + " is a symbolic link, and a store follows none below its root");
            }
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("path has no parent: " + path);
        }
        return parent;
    }
}
