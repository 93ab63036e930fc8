package channel.every.archive.file;

import channel.every.archive.IndexLine;
import channel.every.archive.IndexReader;
import channel.every.archive.ManifestKey;
import channel.every.archive.RecordWriter;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The one writer of a track's index. Opening it repairs the end that a crash tore. */
final class TrackWriter implements Closeable {
    private static final Logger LOG = System.getLogger(TrackWriter.class.getName());

    private final Path file;
    private final WriterLock lock;
    private final FileChannel channel;
    private final boolean repaired;

    private TrackWriter(Path file, WriterLock lock, FileChannel channel) throws IOException {
        this.file = file;
        this.lock = lock;
        this.channel = channel;
        repaired = repair();
    }

    static TrackWriter open(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(file + " is no file name");
        }
        DirectorySync.create(directory);
        WriterLock lock =
                WriterLock.take(directory.resolve('.' + file.getFileName().toString() + ".lock"), file);
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                DirectorySync.force(directory);
                return new TrackWriter(file, lock, channel);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** Whether opening dropped a torn line. */
    boolean repaired() {
        return repaired;
    }

    /** Appends whole lines and syncs once; if that fails, none of them stay. */
    synchronized void append(byte[] lines) throws IOException {
        long before = channel.size();
        try {
            write(lines, before);
            channel.force(false);
        } catch (IOException e) {
            try {
                channel.truncate(before);
            } catch (IOException truncating) {
                e.addSuppressed(truncating);
            }
            throw new IOException("cannot append to " + file + ": " + e.getMessage(), e);
        }
    }

    /** The key of whoever has all that is here. */
    synchronized ManifestKey end() throws IOException {
        return TrackPages.end(channel);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            channel.close();
        }
    }

    private void write(byte[] bytes, long position) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest, position + rest.position());
        }
    }

    /** A last line without newline is completed if it is a whole record, else cut off: it was never acknowledged. */
    private boolean repair() throws IOException {
        long size = channel.size();
        long end = lastLineEnd(size);
        if (end == size) {
            return false;
        }
        boolean whole = size - end <= RecordWriter.MAX_LINE_BYTES && whole(FileBlock.read(channel, end, size));
        if (whole) {
            write(new byte[] {'\n'}, size);
        } else {
            channel.truncate(end);
            LOG.log(Level.WARNING, file + ": dropped a torn last line of " + (size - end) + " bytes");
        }
        channel.force(true);
        return !whole;
    }

    private long lastLineEnd(long size) throws IOException {
        for (long to = size; to > 0; ) {
            long from = Math.max(0, to - RecordWriter.MAX_LINE_BYTES);
            byte[] block = FileBlock.read(channel, from, to);
            for (int at = block.length; at > 0; at--) {
                if (block[at - 1] == '\n') {
                    return from + at;
                }
            }
            to = from;
        }
        return 0;
    }

    private static boolean whole(byte[] line) {
        List<IndexLine> found = new ArrayList<>();
        IndexReader reader = new IndexReader(found::add);
        reader.feed(line, 0, line.length);
        reader.finish();
        return found.getFirst() instanceof IndexLine.Valid;
    }
}
