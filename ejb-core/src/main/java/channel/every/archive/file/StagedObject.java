package channel.every.archive.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** An object on its way into the store, whole and synced under a temporary name until {@link #rename}. */
record StagedObject(Path temporary, Path name) {
    /** Writes the bytes and syncs them. */
    void write(byte[] object) throws IOException {
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(object);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    void rename() throws IOException {
        Files.move(temporary, name, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes the temporary file if it still has its temporary name. */
    void discard(Exception cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
