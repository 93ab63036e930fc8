package channel.every.identity;

import channel.every.hash.Blake3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What tells this host from every other one, and the name that a node on it takes unless it was given another.
 *
 * @param uniqueId machine-id(5), else the kernel's boot id, which changes with every start of the host
 */
public record HostIdentity(Label hostname, String uniqueId) {
    public static final Path MACHINE_ID = Path.of("/etc/machine-id");
    public static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** Hex digits of the hash that a node's name shows: 48 bits keep thousands of hosts of one name apart. */
    private static final int HASH_DIGITS = 12;

    /** What of a long hostname fits into a label before the dash and the digits. */
    private static final int HOSTNAME_LENGTH = Label.LONGEST - 1 - HASH_DIGITS;

    public HostIdentity {
        if (uniqueId.isBlank()) {
            throw new IllegalArgumentException("a host identity needs a unique id");
        }
    }

    /**
     * @param hostname what a label cannot hold is replaced by dashes
     * @param machineId as {@link #MACHINE_ID}; a missing, empty or {@code uninitialized} file is passed over
     * @param bootId as {@link #BOOT_ID}
     * @throws IOException if neither file has an id, or one cannot be read
     */
    public static HostIdentity read(String hostname, Path machineId, Path bootId) throws IOException {
        Label name = Label.folded(hostname)
                .orElseThrow(() -> new IOException("hostname \"" + hostname + "\" has no letter or digit"));
        Optional<String> machine = line(machineId);
        Optional<String> id = machine.isPresent() ? machine : line(bootId);
        return new HostIdentity(
                name,
                id.orElseThrow(() -> new IOException(
                        "no source node name: neither " + machineId + " nor " + bootId + " holds an id")));
    }

    /** {@code <hostname>-<12 hex digits>} of the BLAKE3 hash of the unique id, such as {@code ec-node-c3546fa5abc3}. */
    public Label sourceNode() {
        String name = hostname.value();
        String hash = Blake3.hash(uniqueId.getBytes(StandardCharsets.UTF_8)).toString();
        return new Label(
                name.substring(0, Math.min(name.length(), HOSTNAME_LENGTH)) + '-' + hash.substring(0, HASH_DIGITS));
    }

    private static Optional<String> line(Path file) throws IOException {
        try {
            // "uninitialized" stands in images that have not booted yet (machine-id(5)).
            return Optional.of(Files.readString(file).strip())
                    .filter(id -> !id.isEmpty() && !id.equals("uninitialized"));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }
}
