package channel.every.archive.file;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.IndexLine;
import channel.every.archive.PutOutcome;
import channel.every.archive.Records;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Power fails at every operation that changes the disk, one after the other. {@code -Darchive.seed=} replays. */
class PowerFailureTest {
    private static final int WINDOWS = 3;

    /** Ways in which what was not synced may be there or not: all of it lost, and some by chance. */
    private static final int CHANCES = 4;

    @TempDir
    Path directory;

    @Test
    void wherever_power_fails_what_was_acknowledged_is_there_and_nothing_is_half_there() throws IOException {
        long seed = Long.getLong("archive.seed", new Random().nextLong());
        System.out.println("PowerFailureTest -Darchive.seed=" + seed);
        Random random = new Random(seed);
        boolean crashed = true;
        long operation = 0;
        while (crashed) {
            operation++;
            Path real = Files.createDirectory(directory.resolve("disk-" + operation));
            FaultyDisk disk = new FaultyDisk(real);
            disk.crashAt(operation);
            Map<GroupSequence, Blake3Hash> acknowledged = archive(disk.root());
            crashed = disk.crashed();
            for (int chance = 0; chance < CHANCES; chance++) {
                Path after = Files.createDirectory(directory.resolve("after-" + operation + "-" + chance));
                disk.afterCrash(after, chance == 0 ? null : random);
                verify(after, acknowledged, "operation " + operation + ", chance " + chance);
            }
        }
        System.out.println("PowerFailureTest: a run has " + (operation - 1) + " operations");
        assertThat(operation).as("operations of a whole run").isGreaterThan(40);
    }

    /** Archives windows as a publisher does, until it is done or power fails; returns what was acknowledged. */
    private static Map<GroupSequence, Blake3Hash> archive(Path root) {
        Map<GroupSequence, Blake3Hash> acknowledged = new HashMap<>();
        try {
            FileObjectStore store = new FileObjectStore(root.resolve("cas"));
            JsonLinesIndex index = new JsonLinesIndex(root.resolve("manifests"));
            for (long chunk = 0; chunk < WINDOWS; chunk++) {
                List<ArchiveRecord> records = records(chunk, store.putAll(window(chunk)));
                index.append(records);
                records.forEach(each -> acknowledged.put(each.groupSequence(), hash(each)));
            }
            index.close();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("no power");
        }
        return acknowledged;
    }

    private static List<byte[]> window(long chunk) {
        return List.of("init".getBytes(), ("video " + chunk).repeat(1000).getBytes(), ("audio " + chunk).getBytes());
    }

    private static List<ArchiveRecord> records(long chunk, List<PutOutcome> objects) {
        List<ArchiveRecord> records = new ArrayList<>();
        for (PutOutcome each : objects) {
            records.add(ArchivingProcess.record(chunk, records.size(), each.hash()));
        }
        return records;
    }

    private static void verify(Path root, Map<GroupSequence, Blake3Hash> acknowledged, String when) throws IOException {
        becomeAnotherProcess(root.resolve("cas/tmp"));
        FileObjectStore store = new FileObjectStore(root.resolve("cas"));
        for (Blake3Hash each : acknowledged.values()) {
            assertThat(store.get(each)).as(when).isPresent();
        }
        store.each(null, each -> {
            try {
                return store.get(each.hash()).isPresent();
            } catch (IOException e) {
                throw new AssertionError(when + ": an object is half there", e);
            }
        });
        Map<GroupSequence, Blake3Hash> indexed = new HashMap<>();
        try (JsonLinesIndex index = new JsonLinesIndex(root.resolve("manifests"))) {
            read(index, indexed, when);
            assertThat(indexed).as(when).containsAllEntriesOf(acknowledged);
            assertThat(store.findMissing(indexed.values())).as(when).isEmpty();
            // The next session goes on where the crash tore this one.
            index.append(records(WINDOWS, store.putAll(window(WINDOWS))));
            read(index, indexed, when);
            assertThat(store.findMissing(indexed.values())).as(when).isEmpty();
        }
        assertThat(temporary(root)).as(when).isEmpty();
    }

    /** Whoever starts after the crash has another process id. */
    private static void becomeAnotherProcess(Path areas) throws IOException {
        if (Files.isDirectory(areas)) {
            try (Stream<Path> left = Files.list(areas)) {
                for (Path each : left.filter(Files::isDirectory).toList()) {
                    Files.move(each, areas.resolve("1-1"));
                }
            }
        }
    }

    private static void read(JsonLinesIndex index, Map<GroupSequence, Blake3Hash> found, String when)
            throws IOException {
        index.read(Records.KCOP, ArchiveRecord.PROOF_TRACK, line -> {
            switch (line) {
                case IndexLine.Valid valid -> found.put(valid.record().groupSequence(), hash(valid.record()));
                case IndexLine.Torn torn -> assertThat(torn.bytes()).isPositive();
                case IndexLine.Malformed broken -> throw new AssertionError(when + ": " + broken);
            }
        });
    }

    private static Blake3Hash hash(ArchiveRecord each) {
        Blake3Hash hash = each.hash();
        return hash == null ? Blake3.hash(new byte[0]) : hash;
    }

    private static List<Path> temporary(Path root) throws IOException {
        if (!Files.isDirectory(root.resolve("cas/tmp"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root.resolve("cas/tmp"))) {
            return files.filter(each -> each.toString().endsWith(".tmp") && Files.isRegularFile(each))
                    .toList();
        }
    }
}
