package channel.every.archive.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.IndexLine;
import channel.every.archive.ObjectStore;
import channel.every.archive.Records;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Darchive.kills=500} kills more often; {@code -Darchive.seed=} replays. */
class KilledProcessTest {
    private static final int KILLS = Integer.getInteger("archive.kills", 5);
    private static final int MOST_WINDOWS = 12;

    @TempDir
    Path root;

    @Test
    void what_a_killed_process_acknowledged_is_there_and_nothing_is_half_there() throws Exception {
        long seed = Long.getLong("archive.seed", new Random().nextLong());
        System.out.println("KilledProcessTest -Darchive.seed=" + seed);
        Random random = new Random(seed);
        long acknowledged = -1;
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged = runAndKill(acknowledged + 1, random);
            verify(acknowledged);
        }
        assertThat(acknowledged).isNotNegative();
    }

    @Test
    void a_track_that_another_process_writes_is_refused_and_a_killed_process_frees_it() throws Exception {
        Process writer = ArchivingProcess.command(root, 0).start();
        try (JsonLinesIndex index = new JsonLinesIndex(root.resolve("manifests"));
                BufferedReader acknowledgements = reader(writer)) {
            assertThat(acknowledgements.readLine()).isEqualTo("0");
            List<ArchiveRecord> records = List.of(Records.media("other", 1));
            assertThatThrownBy(() -> index.append(records))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is being written by another process");
            writer.destroyForcibly().waitFor();
            index.append(records);
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_store_leaves_alone_what_another_process_is_writing_and_cleans_up_after_its_death() throws Exception {
        Process writer = ArchivingProcess.command(root, 0).start();
        try (BufferedReader acknowledgements = reader(writer)) {
            assertThat(acknowledgements.readLine()).isEqualTo("0");
            new FileObjectStore(root.resolve("cas"));
            assertThat(areas()).hasSize(1);
            Process second = ArchivingProcess.command(root, 1_000_000)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            second.onExit().get();
            assertThat(second.exitValue()).as("its index is taken").isEqualTo(1);
            assertThat(areas()).hasSize(2);
            new FileObjectStore(root.resolve("cas"));
            assertThat(areas()).hasSize(1);
        } finally {
            writer.destroyForcibly().waitFor();
        }
        new FileObjectStore(root.resolve("cas"));
        assertThat(areas()).isEmpty();
    }

    /** Returns the last chunk that the process said was safe, or the one before its first. */
    private long runAndKill(long firstChunk, Random random) throws IOException, InterruptedException {
        Process writer = ArchivingProcess.command(root, firstChunk).start();
        long last = firstChunk - 1;
        try (BufferedReader acknowledgements = reader(writer)) {
            int windows = random.nextInt(MOST_WINDOWS);
            for (int i = 0; i < windows; i++) {
                last = Long.parseLong(acknowledgements.readLine());
            }
            // Anywhere within the next window.
            LockSupport.parkNanos(random.nextInt(20_000_000));
            // Process.destroyForcibly would close the pipe with what is still in it.
            writer.toHandle().destroyForcibly();
            for (String line = acknowledgements.readLine(); line != null; line = acknowledgements.readLine()) {
                last = Long.parseLong(line);
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return last;
    }

    private void verify(long acknowledged) throws IOException {
        ObjectStore store = new FileObjectStore(root.resolve("cas"));
        Map<GroupSequence, Blake3Hash> archived = new TreeMap<>();
        List<IndexLine> torn = new ArrayList<>();
        try (JsonLinesIndex index = new JsonLinesIndex(root.resolve("manifests"))) {
            index.read(Records.KCOP, ArchiveRecord.PROOF_TRACK, line -> {
                switch (line) {
                    case IndexLine.Valid valid ->
                        archived.put(
                                valid.record().groupSequence(), valid.record().hash());
                    case IndexLine.Torn end -> torn.add(end);
                    case IndexLine.Malformed broken -> throw new AssertionError("line is broken: " + broken);
                }
            });
        }
        assertThat(torn).hasSizeLessThan(2);
        for (long chunk = 0; chunk <= acknowledged; chunk++) {
            List<byte[]> window = ArchivingProcess.window(chunk);
            for (int slot = 0; slot < window.size(); slot++) {
                assertThat(archived).containsEntry(GroupSequence.of(chunk, slot), Blake3.hash(window.get(slot)));
            }
        }
        for (Blake3Hash hash : archived.values()) {
            assertThat(store.get(hash))
                    .as("what the index names is there, acknowledged or not")
                    .isPresent();
        }
        // A process that was killed at once has not even made the folders.
        try (Stream<Path> objects = Files.walk(root)) {
            for (Path each : objects.filter(file -> file.startsWith(root.resolve("cas/objects")))
                    .filter(Files::isRegularFile)
                    .toList()) {
                String hash = each.getFileName().toString().replace(".bin", "");
                Optional<byte[]> whole = store.get(Blake3Hash.parse(hash));
                assertThat(whole).isPresent();
            }
        }
        assertThat(areas()).as("areas of processes that live").isEmpty();
    }

    private List<Path> areas() throws IOException {
        if (!Files.exists(root.resolve("cas/tmp"))) {
            return List.of();
        }
        try (Stream<Path> areas = Files.list(root.resolve("cas/tmp"))) {
            return areas.filter(Files::isDirectory).toList();
        }
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
