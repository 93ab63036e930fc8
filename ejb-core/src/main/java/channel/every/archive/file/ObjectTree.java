package channel.every.archive.file;

import channel.every.archive.CasPath;
import channel.every.archive.ObjectStore;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where objects lie below a root. A path is made from a hash only, and no part of it below the root may be a symbolic link:
 * the tree serves what was put into it and nothing from elsewhere.
 */
final class ObjectTree {
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
        return size(hash).isPresent();
    }

    /** The stored bytes as they are, unverified; empty if there is no such object. */
    Optional<byte[]> read(Blake3Hash hash) throws IOException {
        Optional<Long> size = size(hash);
        if (size.isEmpty()) {
            return Optional.empty();
        }
        Path file = file(hash);
        if (size.get() > ObjectStore.MAX_OBJECT_BYTES) {
            throw new IOException(file + " has " + size.get() + " bytes, more than an object can have");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(in.readNBytes(ObjectStore.MAX_OBJECT_BYTES));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
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

    private Optional<Long> size(Blake3Hash hash) throws IOException {
        Path file = file(hash);
        refuseLinks(parent(file));
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isRegularFile()) {
                throw new IOException(file + " is not a regular file");
            }
            return Optional.of(found.size());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
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
