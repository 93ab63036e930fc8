package channel.every.archive.file;

import channel.every.archive.ReservingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Room on the device where a directory is, or will be. */
public record DeviceSpace(Path directory) implements ReservingStore.FreeSpace {
    @Override
    public long bytes() throws IOException {
        Path there = directory.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return Files.getFileStore(there).getUsableSpace();
    }
}
