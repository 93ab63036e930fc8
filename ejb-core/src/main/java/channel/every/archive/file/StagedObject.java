package channel.every.archive.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** An object on its way into the store, whole and synced under a temporary name until {@link #rename}. */
record StagedObject(Path temporary, Path name) {
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
