package channel.every.mesh;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A publisher's private keys, one a file {@code <key id>.pem}, for the owner alone (0600). Every key of the folder signs: to rotate,
 * make a new one, have its public half trusted, then move the old file away.
 */
public final class KeyFolder {
    private static final String SUFFIX = ".pem";

    /** A PEM file of a key has 119 bytes; more than this is something else. */
    private static final long LARGEST_FILE = 4096;

    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path folder;

    /** @param folder made with the first key */
    public KeyFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * All keys, in order of their ids.
     *
     * @throws IllegalArgumentException if a file is no key, or if others than its owner may read it, naming the file
     */
    public List<SigningKey> keys() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<SigningKey> keys = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                keys.add(read(file));
            }
        }
        keys.sort(Comparator.comparing(key -> key.verifyKey().id().value()));
        return keys;
    }

    /** Makes a key; when this returns it survives a crash of the machine. */
    public SigningKey create(SecureRandom random) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
        }
        SigningKey key = SigningKey.generate(random);
        Path begun = Files.createTempFile(folder, "new", null, PosixFilePermissions.asFileAttribute(OWNER_FILE));
        try (FileChannel out = FileChannel.open(begun, StandardOpenOption.WRITE)) {
            out.write(StandardCharsets.US_ASCII.encode(key.pem()));
            out.force(true);
        }
        Files.move(begun, folder.resolve(key.verifyKey().id() + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
        return key;
    }

    private static SigningKey read(Path file) throws IOException {
        for (PosixFilePermission each : Files.getPosixFilePermissions(file)) {
            if (OTHERS.contains(each)) {
                throw new IllegalArgumentException(
                        "private key " + file + " is open to others than its owner: chmod 600 it");
            }
        }
        if (Files.size(file) > LARGEST_FILE) {
            throw new IllegalArgumentException(
                    file + " has " + Files.size(file) + " bytes: no private key is so large");
        }
        try {
            return SigningKey.parsePem(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is " + e.getMessage(), e);
        }
    }
}
