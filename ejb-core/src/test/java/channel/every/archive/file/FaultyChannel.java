package channel.every.archive.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A file on a faulty disk; asks the disk before everything that it does. */
final class FaultyChannel extends FileChannel {
    private final FaultyDisk disk;
    private final Path file;
    private final FileChannel real;
    private final boolean direct;

    /**
     * A file that has been opened.
     *
     * @param direct reads go around the page cache
     */
    FaultyChannel(FaultyDisk disk, Path file, FileChannel real, boolean direct) {
        this.disk = disk;
        this.file = file;
        this.real = real;
        this.direct = direct;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        disk.read(file);
        return real.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        disk.read(file);
        return real.read(targets, offset, length);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        disk.read(file);
        int first = target.position();
        int read = real.read(target, position);
        if (direct && read > 0 && disk.rotten(file)) {
            target.put(first, (byte) ~target.get(first));
        }
        return read;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        disk.change(file);
        disk.takeRoom(file, source.remaining());
        return real.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException("gathering writes are not simulated");
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        disk.change(file);
        disk.takeRoom(file, source.remaining());
        return real.write(source, position);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        disk.alive();
        return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        disk.change(file);
        real.truncate(size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        disk.change(file);
        disk.synced(file);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException("transfers are not simulated");
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException("transfers are not simulated");
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException("maps are not simulated");
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return real.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }
}
