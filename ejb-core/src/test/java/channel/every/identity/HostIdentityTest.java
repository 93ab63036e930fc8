package channel.every.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostIdentityTest {
    /** The expected digits are what b3sum prints for the ids without their line ends. */
    private static final String MACHINE = "3d1219c7c4c5404aaa1f6d2a48adfda4\n";

    @TempDir
    Path directory;

    private Path machineId;
    private Path bootId;

    @BeforeEach
    void places() {
        machineId = directory.resolve("machine-id");
        bootId = directory.resolve("boot_id");
    }

    @Test
    void a_node_is_named_after_host_and_machine() throws IOException {
        Files.writeString(machineId, MACHINE);
        Files.writeString(bootId, "3b1c1f2e-1e4c-4103-85d4-4343fb414e98\n");
        assertThat(HostIdentity.read("ec-node", machineId, bootId).sourceNode()).hasToString("ec-node-b3d36047fe07");
    }

    @Test
    void without_a_machine_id_the_boot_counts() throws IOException {
        Files.writeString(bootId, "3b1c1f2e-1e4c-4103-85d4-4343fb414e98\n");
        assertThat(HostIdentity.read("ec-node", machineId, bootId).sourceNode()).hasToString("ec-node-a6256352455b");
    }

    @Test
    void an_empty_or_uninitialized_machine_id_counts_as_none() throws IOException {
        Files.writeString(bootId, "3b1c1f2e-1e4c-4103-85d4-4343fb414e98\n");
        Files.writeString(machineId, "\n");
        assertThat(HostIdentity.read("ec-node", machineId, bootId).sourceNode()).hasToString("ec-node-a6256352455b");
        Files.writeString(machineId, "uninitialized\n");
        assertThat(HostIdentity.read("ec-node", machineId, bootId).sourceNode()).hasToString("ec-node-a6256352455b");
    }

    @Test
    void a_host_without_any_id_is_an_error_that_names_both_files() {
        assertThatThrownBy(() -> HostIdentity.read("ec-node", machineId, bootId))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(machineId.toString())
                .hasMessageContaining(bootId.toString());
    }

    @Test
    void a_long_or_odd_hostname_still_gives_a_label() throws IOException {
        Files.writeString(machineId, MACHINE);
        String longest = "a".repeat(253);
        assertThat(HostIdentity.read(longest, machineId, bootId).sourceNode().value())
                .hasSize(64)
                .endsWith("-b3d36047fe07");
        assertThat(HostIdentity.read("salon côté jardin", machineId, bootId).sourceNode())
                .hasToString("salon-c-t-jardin-b3d36047fe07");
    }
}
