package channel.every.archive.file;

import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** An object on its way into the store, under a temporary name until {@link #rename}. */
final class StagedObject {
    private final Blake3Hash hash;
    private final Path file;
    private final FileChannel channel;

    private StagedObject(Blake3Hash hash, Path file, FileChannel channel) {
        this.hash = hash;
        this.file = file;
        this.channel = channel;
    }

    static StagedObject create(Blake3Hash hash, TempArea area) throws IOException {
        Path file = area.newFile();
        return new StagedObject(hash, file, FileChannel.open(file, StandardOpenOption.WRITE));
    }

    Blake3Hash hash() {
        return hash;
    }

    void write(byte[] object) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(object);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    void force() throws IOException {
        channel.force(true);
        channel.close();
    }

    void rename(Path name) throws IOException {
        Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes the temporary file if it still has its temporary name. */
    void discard(Exception cause) {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
