package channel.every.archive.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ArchiveIndexContract;
import channel.every.archive.ArchiveRecord;
import channel.every.archive.IndexLine;
import channel.every.archive.RecordWriter;
import channel.every.archive.Records;
import channel.every.identity.GroupSequence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesIndexTest extends ArchiveIndexContract {
    @TempDir
    Path root;

    private final List<JsonLinesIndex> opened = new ArrayList<>();

    /** Kept here, for the logging system holds loggers weakly. Hundreds of repairs are meant and not worth a line each. */
    private static final Logger LOG = Logger.getLogger(TrackWriter.class.getName());

    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.SEVERE);
    }

    @Override
    protected ArchiveIndex index() {
        return open();
    }

    @AfterEach
    void close() throws IOException {
        for (JsonLinesIndex each : opened) {
            each.close();
        }
    }

    @Test
    void a_track_is_a_file_of_lines() throws IOException {
        open().append(List.of(Records.media("a", 1), Records.media("a", 2)));
        assertThat(file()).hasBinaryContent(RecordWriter.lines(List.of(Records.media("a", 1), Records.media("a", 2))));
    }

    @Test
    void a_track_has_one_writer_until_it_closes() throws IOException {
        JsonLinesIndex first = open();
        first.append(List.of(Records.media("a", 1)));
        JsonLinesIndex second = open();
        List<ArchiveRecord> next = List.of(Records.media("a", 2));
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> second.append(next))
                    .isInstanceOf(IOException.class)
                    .hasMessage(file() + " is being written by another publisher of this process");
        }
        first.append(next);
        first.close();
        second.append(List.of(Records.media("a", 3)));
        assertThat(all(second)).hasSize(3);
    }

    @Test
    void after_a_crash_at_any_byte_of_the_last_append_all_that_was_acknowledged_is_there() throws IOException {
        byte[] acknowledged = RecordWriter.lines(List.of(Records.lean(1), Records.lean(2)));
        byte[] last = RecordWriter.lines(List.of(Records.lean(3)));
        int newline = last.length - 1;
        Files.createDirectories(file().getParent());
        for (int cut = 0; cut <= last.length; cut++) {
            Files.write(file(), acknowledged);
            Files.write(file(), Arrays.copyOf(last, cut), StandardOpenOption.APPEND);
            List<ArchiveRecord> expected = new ArrayList<>(List.of(Records.lean(1), Records.lean(2)));
            try (JsonLinesIndex index = new JsonLinesIndex(root)) {
                assertThat(index.since(Records.KCOP, ArchiveRecord.PROOF_TRACK, 0))
                        .as("cut at %s", cut)
                        .containsAll(expected);
                if (cut >= newline) {
                    expected.add(Records.lean(3));
                }
                assertThat(index.lastSequence(Records.KCOP, ArchiveRecord.PROOF_TRACK, "a"))
                        .isEmpty();
                index.append(List.of(Records.lean(4)));
                expected.add(Records.lean(4));
                assertThat(index.tornLines()).as("cut at %s", cut).isEqualTo(cut > 0 && cut < newline ? 1 : 0);
                assertThat(all(index)).as("cut at %s", cut).isEqualTo(expected);
                assertThat(index.since(Records.KCOP, ArchiveRecord.PROOF_TRACK, 0))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void a_tail_of_garbage_longer_than_any_line_is_cut_off() throws IOException {
        open().append(List.of(Records.media("a", 1)));
        close();
        Files.write(file(), new byte[300_000], StandardOpenOption.APPEND);
        JsonLinesIndex index = open();
        index.append(List.of(Records.media("a", 2)));
        assertThat(index.tornLines()).isEqualTo(1);
        assertThat(all(index)).containsExactly(Records.media("a", 1), Records.media("a", 2));
    }

    @Test
    void a_flipped_bit_anywhere_in_a_record_costs_that_record_at_most() throws IOException {
        byte[] good = RecordWriter.lines(List.of(Records.media("a", 1)));
        Files.createDirectories(file().getParent());
        for (int bit = 0; bit < 8 * (good.length - 1); bit++) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file(), RecordWriter.lines(List.of(Records.media("a", 0))));
            Files.write(file(), flipped, StandardOpenOption.APPEND);
            Files.write(file(), RecordWriter.lines(List.of(Records.media("a", 2))), StandardOpenOption.APPEND);
            List<ArchiveRecord> found = new ArrayList<>();
            open().read(Records.KCOP, ArchiveRecord.PROOF_TRACK, line -> {
                if (line instanceof IndexLine.Valid valid) {
                    found.add(valid.record());
                }
            });
            assertThat(found.getFirst()).isEqualTo(Records.media("a", 0));
            assertThat(found.getLast()).isEqualTo(Records.media("a", 2));
            assertThat(found).hasSizeBetween(2, 3);
            // What still reads as the record names its object or none: never another one.
            assertThat(found.get(found.size() - 2).hash())
                    .isIn(null, Records.hashOf("media 0"), Records.hashOf("media 1"));
        }
    }

    @Test
    void the_tail_of_a_long_track_is_found_without_its_beginning() throws IOException {
        JsonLinesIndex index = open();
        List<ArchiveRecord> day = new ArrayList<>();
        for (long chunk = 0; chunk < 10_000; chunk++) {
            day.add(Records.media("a", chunk));
        }
        index.append(day);
        // Were the beginning read, it would be seen: the file stays as long as it was.
        byte[] bytes = Files.readAllBytes(file());
        Arrays.fill(bytes, 0, 1 << 20, (byte) 'x');
        Files.write(file(), bytes);
        long lastMinutes = Records.media("a", 9_400).receivedUnixMs();
        assertThat(index.since(Records.KCOP, ArchiveRecord.PROOF_TRACK, lastMinutes))
                .isEqualTo(day.subList(9_400, 10_000));
        long lastHours = Records.media("a", 5_000).receivedUnixMs();
        assertThat(index.since(Records.KCOP, ArchiveRecord.PROOF_TRACK, lastHours))
                .isEqualTo(day.subList(5_000, 10_000));
        assertThat(index.lastSequence(Records.KCOP, ArchiveRecord.PROOF_TRACK, "a"))
                .hasValue(GroupSequence.of(9_999, 0));
    }

    @Test
    void a_reader_follows_a_writer_that_repairs_a_torn_line() throws IOException {
        JsonLinesIndex reader = open();
        JsonLinesIndex writer = open();
        writer.append(List.of(Records.media("a", 1)));
        Files.writeString(file(), "{\"v\":1,\"broad", StandardOpenOption.APPEND);
        assertThat(reader.since(Records.KCOP, ArchiveRecord.PROOF_TRACK, 0)).hasSize(1);
        writer.close();
        writer.append(List.of(Records.media("a", 2)));
        assertThat(reader.since(Records.KCOP, ArchiveRecord.PROOF_TRACK, 0))
                .containsExactly(Records.media("a", 1), Records.media("a", 2));
    }

    @Test
    void a_reader_follows_a_track_that_was_replaced() throws IOException {
        JsonLinesIndex reader = open();
        open().append(List.of(Records.media("a", 1), Records.media("a", 2)));
        assertThat(reader.since(Records.KCOP, ArchiveRecord.PROOF_TRACK, 0)).hasSize(2);
        Path replaced = root.resolve("new");
        Files.write(replaced, RecordWriter.lines(List.of(Records.media("a", 7), Records.media("a", 8))));
        Files.move(replaced, file(), StandardCopyOption.ATOMIC_MOVE);
        assertThat(reader.since(Records.KCOP, ArchiveRecord.PROOF_TRACK, 0))
                .containsExactly(Records.media("a", 7), Records.media("a", 8));
    }

    @Test
    void a_clock_set_back_a_little_hides_nothing() throws IOException {
        JsonLinesIndex index = open();
        index.append(List.of(Records.media("a", 30), Records.media("a", 10), Records.media("a", 20)));
        assertThat(index.since(
                        Records.KCOP,
                        ArchiveRecord.PROOF_TRACK,
                        Records.media("a", 15).receivedUnixMs()))
                .containsExactly(Records.media("a", 30), Records.media("a", 20));
    }

    @Test
    void a_full_disk_is_named_and_nothing_half_written_stays() throws IOException {
        Files.createDirectories(file().getParent());
        Files.createSymbolicLink(file(), Path.of("/dev/full"));
        List<ArchiveRecord> records = List.of(Records.media("a", 1));
        assertThatThrownBy(() -> open().append(records))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot append to " + file() + ": ")
                .hasMessageContaining("No space left on device");
    }

    @Test
    void a_manifest_root_that_cannot_be_made_is_named() throws IOException {
        Path inTheWay = Files.writeString(root.resolve("file"), "");
        JsonLinesIndex index = new JsonLinesIndex(inTheWay.resolve("manifests"));
        List<ArchiveRecord> records = List.of(Records.media("a", 1));
        assertThatThrownBy(() -> index.append(records))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(inTheWay.toString());
    }

    @Test
    void folders_that_are_no_broadcasts_are_not_listed() throws IOException {
        open().append(List.of(Records.media("a", 1)));
        Files.createDirectories(root.resolve("empty"));
        Files.createDirectories(root.resolve("not a label"));
        Files.writeString(root.resolve("not a label").resolve("publisher.m4s.jsonl"), "");
        Files.write(root.resolve("file.jsonl"), "x".getBytes(StandardCharsets.UTF_8));
        assertThat(open().broadcasts()).containsExactly(Records.KCOP);
    }

    private JsonLinesIndex open() {
        JsonLinesIndex index = new JsonLinesIndex(root);
        opened.add(index);
        return index;
    }

    private Path file() {
        return root.resolve("la-kcop").resolve("publisher.m4s.jsonl");
    }
}
