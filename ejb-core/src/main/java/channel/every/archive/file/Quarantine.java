package channel.every.archive.file;

import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where a store keeps bytes that do not have the hash of their name: evidence, and never served. */
record Quarantine(Path directory) {
    private static final Logger LOG = System.getLogger(Quarantine.class.getName());

    /** Moves a file in; false if somebody else did. */
    synchronized boolean take(Path file, Blake3Hash hash, String reason) throws IOException {
        DirectorySync.create(directory);
        Path aside = directory.resolve(hash + ".bin");
        for (int copy = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); copy++) {
            aside = directory.resolve(hash + "-" + copy + ".bin");
        }
        try {
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            LOG.log(Level.DEBUG, "another writer put " + hash + " aside");
            return false;
        }
        DirectorySync.force(directory);
        LOG.log(Level.WARNING, reason + "; moved to " + aside);
        return true;
    }
}
