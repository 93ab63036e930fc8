package channel.every.archive.file;

import channel.every.archive.outline.OutlineCodec;
import channel.every.archive.outline.OutlineCodec.Marked;
import channel.every.archive.outline.OutlineCodec.Outlined;
import channel.every.archive.outline.TrackOutline;
import channel.every.hash.Blake3;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The outline of an index in a file beside it, {@code <track>.outline} beside {@code <track>.jsonl}. It is never the truth: one that is
 * absent, broken or of another index is made anew from the lines, and one that cannot be written is done without.
 */
final class Sidecar {
    private static final Logger LOG = System.getLogger(Sidecar.class.getName());

    /** As much of the index' beginning, and of the end of what is outlined, is hashed to know it again. */
    private static final int PROBE_BYTES = 4096;

    private final Path index;
    private final Path file;

    Sidecar(Path index) {
        this.index = index;
        String name = index.getFileName().toString();
        file = index.resolveSibling(name.substring(0, name.length() - ".jsonl".length()) + ".outline");
    }

    Optional<TrackOutline> read() {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (FileChannel sidecar = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel lines = FileChannel.open(index, StandardOpenOption.READ)) {
            return OutlineCodec.read(sidecar, sidecar.size())
                    .filter(outlined ->
                            belongs(lines, outlined.outline().bytes(), outlined.beginning(), outlined.ending()))
                    .map(Outlined::outline);
        } catch (IOException e) {
            return unusable(e);
        }
    }

    /** What leads to lines, without the rest of the outline. */
    Optional<Marked> readMarks() {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (FileChannel sidecar = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel lines = FileChannel.open(index, StandardOpenOption.READ)) {
            return OutlineCodec.readMarks(sidecar, sidecar.size())
                    .filter(marked -> belongs(lines, marked.bytes(), marked.beginning(), marked.ending()));
        } catch (IOException e) {
            return unusable(e);
        }
    }

    private <T> Optional<T> unusable(IOException e) {
        LOG.log(Level.DEBUG, file + " cannot be used: " + e.getMessage());
        return Optional.empty();
    }

    void write(TrackOutline outline) {
        try (FileChannel lines = FileChannel.open(index, StandardOpenOption.READ)) {
            ByteBuffer bytes = OutlineCodec.write(
                    new Outlined(outline, beginning(lines, outline.bytes()), ending(lines, outline.bytes())));
            Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), ".outline-", ".tmp");
            try {
                try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    while (bytes.hasRemaining()) {
                        out.write(bytes);
                    }
                }
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, file + " cannot be written: " + e.getMessage());
        }
    }

    private static boolean belongs(FileChannel lines, long bytes, long beginning, long ending) {
        try {
            return bytes <= lines.size() && beginning == beginning(lines, bytes) && ending == ending(lines, bytes);
        } catch (IOException e) {
            return false;
        }
    }

    private static long beginning(FileChannel lines, long bytes) throws IOException {
        return hashed(lines, 0, Math.min(bytes, PROBE_BYTES));
    }

    private static long ending(FileChannel lines, long bytes) throws IOException {
        return hashed(lines, Math.max(0, bytes - PROBE_BYTES), bytes);
    }

    private static long hashed(FileChannel lines, long from, long to) throws IOException {
        return ByteBuffer.wrap(Blake3.hash(FileBlock.read(lines, from, to)).bytes())
                .getLong();
    }
}
