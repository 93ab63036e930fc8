package channel.every.archive.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A disk over a real directory that remembers what was synced: it loses power at a chosen operation, and what may be found on it after
 * that can be laid out in another directory. It can also be full, read-only, or unreadable or rotten in places.
 */
public final class FaultyDisk {
    /** A file's content, whatever it is called. */
    private static final class Inode {
        byte @Nullable [] synced;
        byte[] last = new byte[0];
    }

    private final Path real;
    private final Map<String, Inode> names = new TreeMap<>();
    private final Set<String> folders = new TreeSet<>();
    private final Map<String, Inode> syncedNames = new HashMap<>();
    private final Set<String> syncedFolders = new HashSet<>();
    private long operations;
    private long crashAt = Long.MAX_VALUE;
    private long roomBytes = Long.MAX_VALUE;
    private boolean readOnly;
    private Predicate<Path> unreadable = path -> false;
    private Predicate<Path> rotten = path -> false;

    public FaultyDisk(Path real) {
        this.real = real.toAbsolutePath();
    }

    /** The root of the disk, for any code that works on paths. */
    public Path root() {
        return new FaultyFileSystem(this).wrap(real);
    }

    /** Power fails at the n-th operation that changes the disk, counted from 1, and stays away. */
    synchronized void crashAt(long operation) {
        crashAt = operation;
    }

    synchronized boolean crashed() {
        return operations >= crashAt;
    }

    synchronized void room(long bytes) {
        roomBytes = bytes;
    }

    synchronized void readOnly(boolean so) {
        readOnly = so;
    }

    public synchronized void unreadable(Predicate<Path> files) {
        unreadable = files;
    }

    /** These have other bytes on the medium than in the page cache. */
    synchronized void rotten(Predicate<Path> files) {
        rotten = files;
    }

    synchronized boolean rotten(Path path) {
        return rotten.test(path);
    }

    /** Before each operation that changes the disk. */
    synchronized void change(Path path) throws IOException {
        operations++;
        alive();
        if (readOnly) {
            throw new FileSystemException(path.toString(), null, "Read-only file system");
        }
    }

    synchronized void takeRoom(Path path, int bytes) throws IOException {
        if (bytes > roomBytes) {
            throw new FileSystemException(path.toString(), null, "No space left on device");
        }
        roomBytes -= roomBytes == Long.MAX_VALUE ? 0 : bytes;
    }

    synchronized void read(Path path) throws IOException {
        alive();
        if (unreadable.test(path)) {
            throw new IOException("Input/output error");
        }
    }

    synchronized void alive() throws IOException {
        if (crashed()) {
            throw new IOException("no power");
        }
    }

    synchronized void created(Path file) {
        names.put(name(file), new Inode());
    }

    synchronized void createdFolder(Path folder) {
        folders.add(name(folder));
    }

    synchronized void renamed(Path from, Path to) {
        Inode moved = names.remove(name(from));
        if (moved != null) {
            names.put(name(to), moved);
        }
    }

    synchronized void deleting(Path path) throws IOException {
        Inode gone = names.remove(name(path));
        if (gone != null) {
            gone.last = Files.readAllBytes(path);
        }
        folders.remove(name(path));
    }

    /** A file's bytes, or a directory's names, are safe from now on. */
    synchronized void synced(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            String folder = name(path);
            syncedNames.keySet().removeIf(each -> parent(each).equals(folder));
            syncedFolders.removeIf(each -> parent(each).equals(folder));
            names.forEach((each, inode) -> {
                if (parent(each).equals(folder)) {
                    syncedNames.put(each, inode);
                }
            });
            folders.stream().filter(each -> parent(each).equals(folder)).forEach(syncedFolders::add);
        } else {
            Inode inode = names.get(name(path));
            if (inode != null) {
                inode.synced = Files.readAllBytes(path);
            }
        }
    }

    /**
     * Lays out what may be found after the power failed.
     *
     * @param luck chooses for each change that was not synced whether it is there; null if none is
     */
    synchronized void afterCrash(Path target, @Nullable Random luck) throws IOException {
        for (Map.Entry<String, Inode> each : names.entrySet()) {
            each.getValue().last = Files.readAllBytes(real.resolve(each.getKey()));
        }
        Set<String> kept = new TreeSet<>(Comparator.comparingInt(String::length).thenComparing(each -> each));
        Set<String> all = new TreeSet<>(folders);
        all.addAll(syncedFolders);
        for (String folder : all) {
            if (syncedFolders.contains(folder) && folders.contains(folder) || luck != null && luck.nextBoolean()) {
                kept.add(folder);
            }
        }
        for (String folder : List.copyOf(kept)) {
            if (!parent(folder).isEmpty() && !kept.contains(parent(folder))) {
                kept.remove(folder);
            }
        }
        for (String folder : kept) {
            Files.createDirectories(target.resolve(folder));
        }
        Set<String> files = new TreeSet<>(names.keySet());
        files.addAll(syncedNames.keySet());
        for (String file : files) {
            Inode found = luck != null && luck.nextBoolean() ? names.get(file) : syncedNames.get(file);
            if (found != null && (parent(file).isEmpty() || kept.contains(parent(file)))) {
                Files.write(target.resolve(file), content(found, luck));
            }
        }
    }

    private static byte[] content(Inode inode, @Nullable Random luck) {
        byte[] synced = inode.synced == null ? new byte[0] : inode.synced;
        if (luck == null || luck.nextBoolean()) {
            return synced;
        }
        int least = Math.min(synced.length, inode.last.length);
        byte[] torn = inode.last.clone();
        return java.util.Arrays.copyOf(torn, least + luck.nextInt(torn.length - least + 1));
    }

    /** The names of all files that are there now, for messages. */
    synchronized List<String> files() {
        return new ArrayList<>(names.keySet());
    }

    private String name(Path path) {
        return real.relativize(path.toAbsolutePath().normalize()).toString();
    }

    private static String parent(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : name.substring(0, slash);
    }
}
