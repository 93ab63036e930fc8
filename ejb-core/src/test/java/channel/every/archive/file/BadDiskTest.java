package channel.every.archive.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.CorruptObjectException;
import channel.every.archive.IndexLine;
import channel.every.archive.PutOutcome;
import channel.every.archive.RecordWriter;
import channel.every.archive.Records;
import channel.every.archive.SequenceRange;
import channel.every.archive.UnreadableObjectException;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadDiskTest {
    private static final byte[] OBJECT = "television".repeat(1000).getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @Test
    void a_full_disk_refuses_whole_objects_keeps_what_is_there_and_goes_on_with_room() throws IOException {
        FaultyDisk disk = new FaultyDisk(directory);
        FileObjectStore store = new FileObjectStore(disk.root().resolve("cas"));
        Blake3Hash before = store.put(OBJECT).hash();
        disk.room(0);
        byte[] next = "next".repeat(9000).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> store.put(next)).hasMessageContaining("No space left on device");
        assertThat(store.get(before)).hasValue(OBJECT);
        assertThat(store.get(Blake3.hash(next))).isEmpty();
        assertThat(disk.files()).as("half of the object").noneMatch(each -> each.endsWith(".tmp"));
        disk.room(1 << 20);
        assertThat(store.put(next)).isEqualTo(new PutOutcome.Stored(Blake3.hash(next)));
    }

    @Test
    void a_full_disk_costs_an_append_and_nothing_that_was_appended() throws IOException {
        FaultyDisk disk = new FaultyDisk(directory);
        try (JsonLinesIndex index = new JsonLinesIndex(disk.root().resolve("manifests"))) {
            index.append(List.of(Records.media("a", 1)));
            disk.room(0);
            assertThatThrownBy(() -> index.append(List.of(Records.media("a", 2))))
                    .hasMessageContaining("No space left on device");
            disk.room(1 << 20);
            index.append(List.of(Records.media("a", 3)));
            assertThat(index.since(Records.KCOP, ArchiveRecord.PROOF_TRACK, 0))
                    .containsExactly(Records.media("a", 1), Records.media("a", 3));
        }
    }

    @Test
    void an_index_that_is_read_only_is_looked_into_and_one_that_cannot_be_read_says_so() throws IOException {
        FaultyDisk disk = new FaultyDisk(directory);
        try (JsonLinesIndex index = new JsonLinesIndex(disk.root().resolve("manifests"))) {
            index.append(List.of(Records.media("a", 1), Records.media("a", 2)));
        }
        disk.readOnly(true);
        JsonLinesIndex index = new JsonLinesIndex(disk.root().resolve("manifests"));
        List<ArchiveRecord> found = new ArrayList<>();
        index.read(Records.KCOP, ArchiveRecord.PROOF_TRACK, SequenceRange.ofChunks(2, 1), found::add);
        assertThat(found).containsExactly(Records.media("a", 2));
        disk.unreadable(file -> file.toString().endsWith(".jsonl"));
        JsonLinesIndex failing = new JsonLinesIndex(disk.root().resolve("manifests"));
        assertThatThrownBy(() ->
                        failing.read(Records.KCOP, ArchiveRecord.PROOF_TRACK, SequenceRange.ofChunks(1, 1), found::add))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Input/output error");
    }

    @Test
    void a_read_only_store_serves_and_says_why_it_takes_nothing() throws IOException {
        FaultyDisk disk = new FaultyDisk(directory);
        Blake3Hash hash =
                new FileObjectStore(disk.root().resolve("cas")).put(OBJECT).hash();
        disk.readOnly(true);
        FileObjectStore store = new FileObjectStore(disk.root().resolve("cas"));
        assertThat(store.get(hash)).hasValue(OBJECT);
        assertThat(store.findMissing(List.of(hash))).isEmpty();
        assertThatThrownBy(() -> store.put("new".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("Read-only file system");
    }

    @Test
    void an_object_that_cannot_be_read_is_an_error_and_not_absent() throws IOException {
        FaultyDisk disk = new FaultyDisk(directory);
        FileObjectStore store = new FileObjectStore(disk.root().resolve("cas"));
        Blake3Hash hash = store.put(OBJECT).hash();
        disk.unreadable(file ->
                file.toString().endsWith(hash + ".bin") && !file.toString().contains("quarantine"));
        assertThatThrownBy(() -> store.get(hash))
                .isInstanceOf(UnreadableObjectException.class)
                .hasMessageContaining("Input/output error")
                .hasMessageContaining(hash.toString());
    }

    @Test
    void what_rots_on_the_medium_is_found_and_put_aside_while_memory_still_has_it_right() throws IOException {
        FaultyDisk disk = new FaultyDisk(directory);
        FileObjectStore store = new FileObjectStore(disk.root().resolve("cas"));
        Blake3Hash hash = store.put(OBJECT).hash();
        assertThat(store.getFromMedium(hash)).hasValue(OBJECT);
        disk.rotten(file -> file.toString().endsWith(hash + ".bin"));
        assertThat(store.get(hash)).hasValue(OBJECT);
        assertThatThrownBy(() -> store.getFromMedium(hash))
                .isInstanceOf(CorruptObjectException.class)
                .hasMessageContaining(hash.toString());
        assertThat(store.quarantine(hash)).isTrue();
        assertThat(disk.files()).contains("cas/quarantine/" + hash + ".bin");
        assertThat(store.getFromMedium(hash)).isEmpty();
    }

    @Test
    void an_object_that_cannot_be_read_is_put_aside_when_its_bytes_come_by_again() throws IOException {
        FaultyDisk disk = new FaultyDisk(directory);
        FileObjectStore store = new FileObjectStore(disk.root().resolve("cas"));
        Blake3Hash hash = store.put(OBJECT).hash();
        disk.unreadable(file -> file.toString().endsWith(hash + ".bin"));
        assertThat(store.put(OBJECT)).isEqualTo(new PutOutcome.Stored(hash));
        disk.unreadable(file -> false);
        assertThat(store.get(hash)).hasValue(OBJECT);
        assertThat(disk.files()).contains("cas/quarantine/" + hash + ".bin");
    }

    @Test
    void a_bit_flipped_anywhere_in_a_record_is_never_another_object_and_costs_no_other_record() throws IOException {
        byte[] before = RecordWriter.lines(List.of(Records.media("a", 1)));
        byte[] line = RecordWriter.lines(List.of(Records.media("a", 2)));
        byte[] after = RecordWriter.lines(List.of(Records.media("a", 3)));
        Path file = directory.resolve("manifests/la-kcop/publisher.m4s.jsonl");
        Files.createDirectories(directory.resolve("manifests/la-kcop"));
        JsonLinesIndex index = new JsonLinesIndex(directory.resolve("manifests"));
        for (int at = 0; at < line.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                String where = "byte " + at + ", bit " + bit;
                byte[] flipped = line.clone();
                flipped[at] ^= (byte) (1 << bit);
                byte[] whole = new byte[before.length + line.length + after.length];
                System.arraycopy(before, 0, whole, 0, before.length);
                System.arraycopy(flipped, 0, whole, before.length, line.length);
                System.arraycopy(after, 0, whole, before.length + line.length, after.length);
                Files.write(file, whole);
                List<ArchiveRecord> read = new ArrayList<>();
                index.read(Records.KCOP, ArchiveRecord.PROOF_TRACK, each -> {
                    if (each instanceof IndexLine.Valid(long number, ArchiveRecord record)) {
                        read.add(record);
                    }
                });
                assertThat(read).as(where).contains(Records.media("a", 1));
                if (at < line.length - 1) {
                    // The newline itself joins two lines, which costs both and no third.
                    assertThat(read).as(where).contains(Records.media("a", 3));
                }
                read.stream()
                        .filter(each -> each.hash() != null)
                        .forEach(each -> assertThat(each.hash())
                                .as(where)
                                .isIn(
                                        Records.media("a", 1).hash(),
                                        Records.media("a", 2).hash(),
                                        Records.media("a", 3).hash()));
            }
        }
        index.close();
    }
}
