package channel.every.archive.file;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Carries operations out on the real files, once the disk has let them. */
final class FaultyProvider extends FileSystemProvider {
    private final FaultyFileSystem system;
    private final FaultyDisk disk;

    FaultyProvider(FaultyFileSystem system, FaultyDisk disk) {
        this.system = system;
        this.disk = disk;
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path real = FaultyFileSystem.real(path);
        disk.alive();
        boolean there = Files.exists(real, LinkOption.NOFOLLOW_LINKS);
        if (!there && options.stream().anyMatch(each -> each.toString().startsWith("CREATE"))) {
            disk.change(real);
        }
        // Not all temporary directories take direct reads, and here it only matters that they were asked for.
        Set<OpenOption> cached = new HashSet<>(options);
        boolean direct = cached.remove(ExtendedOpenOption.DIRECT);
        FileChannel channel = FileChannel.open(real, cached, attributes);
        if (!there) {
            disk.created(real);
        }
        return new FaultyChannel(disk, real, channel, direct);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        Path real = FaultyFileSystem.real(folder);
        disk.change(real);
        Files.createDirectory(real, attributes);
        disk.createdFolder(real);
    }

    @Override
    public void delete(Path path) throws IOException {
        Path real = FaultyFileSystem.real(path);
        disk.change(real);
        if (Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
            disk.deleting(real);
        }
        Files.delete(real);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        Path from = FaultyFileSystem.real(source);
        Path to = FaultyFileSystem.real(target);
        disk.change(from);
        Files.move(from, to, options);
        disk.renamed(from, to);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        disk.alive();
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> real = Files.newDirectoryStream(FaultyFileSystem.real(folder))) {
            for (Path each : real) {
                Path wrapped = system.wrap(each);
                if (filter.accept(wrapped)) {
                    found.add(wrapped);
                }
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return found.iterator();
            }

            @Override
            public void close() {
                found.clear();
            }
        };
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        disk.alive();
        Path real = FaultyFileSystem.real(path);
        real.getFileSystem().provider().checkAccess(real, modes);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        disk.alive();
        return Files.readAttributes(FaultyFileSystem.real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        disk.alive();
        return Files.readAttributes(FaultyFileSystem.real(path), attributes, options);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return Files.getFileAttributeView(FaultyFileSystem.real(path), type, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        Path real = FaultyFileSystem.real(path);
        disk.change(real);
        Files.setAttribute(real, attribute, value, options);
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return Files.isSameFile(FaultyFileSystem.real(path), FaultyFileSystem.real(other));
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return Files.getFileStore(FaultyFileSystem.real(path));
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
        throw new UnsupportedOperationException("a disk makes its own");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        return system.wrap(Path.of(uri));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException("copies are not simulated");
    }
}
