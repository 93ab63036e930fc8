package channel.every.archive.file;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.RecordWriter;
import channel.every.archive.Records;
import channel.every.archive.SequenceRange;
import channel.every.archive.outline.TrackOutline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SidecarTest {
    private static final int RECORDS = 5000;

    @TempDir
    Path directory;

    private Path index;
    private Path sidecar;

    @BeforeEach
    void write() throws IOException {
        index = directory.resolve("publisher.m4s.jsonl");
        sidecar = directory.resolve("publisher.m4s.outline");
        Files.write(index, lines(0, RECORDS));
    }

    @Test
    void an_outline_kept_is_the_outline_made_anew() throws IOException {
        TrackOutline made = outline(true);
        assertThat(sidecar).exists();
        assertThat(Files.size(sidecar)).isLessThan(Files.size(index) / 50);
        same(outline(false), made);
        Files.delete(sidecar);
        same(outline(false), made);
    }

    @Test
    void what_was_appended_since_is_read_and_a_torn_line_is_not_kept() throws IOException {
        outline(true);
        Files.write(index, lines(RECORDS, RECORDS / 2), StandardOpenOption.APPEND);
        Files.writeString(index, "{\"v\":1,", StandardOpenOption.APPEND);
        TrackOutline grown = outline(true);
        assertThat(grown.records()).isEqualTo(RECORDS + RECORDS / 2);
        assertThat(grown.torn()).isEqualTo(1);
        same(outline(false), grown);
    }

    @Test
    void a_broken_sidecar_is_never_believed() throws IOException {
        TrackOutline made = outline(true);
        byte[] whole = Files.readAllBytes(sidecar);
        long seed = Long.getLong("archive.seed", new Random().nextLong());
        System.out.println("SidecarTest -Darchive.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] broken = whole.clone();
            broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(sidecar, i % 10 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : broken);
            same(outline(false), made);
        }
    }

    @Test
    void a_sidecar_of_another_index_is_not_used() throws IOException {
        outline(true);
        Files.write(index, lines(7, RECORDS));
        TrackOutline other = outline(false);
        Files.delete(sidecar);
        same(other, outline(false));
        Files.write(index, lines(0, RECORDS));
        outline(true);
        Files.write(index, lines(0, RECORDS / 2));
        assertThat(outline(false).records()).isEqualTo(RECORDS / 2);
    }

    @Test
    void records_are_found_by_sequence_and_time_where_little_is_read_and_out_of_order_too() throws IOException {
        Files.write(index, lines(100_000, 3), StandardOpenOption.APPEND);
        Files.write(index, lines(200, 2), StandardOpenOption.APPEND);
        outline(true);
        TrackMarks marks = new TrackMarks(new TrackFile(index));
        for (int start : new int[] {0, 1023, 3000, RECORDS - 7, 100_002}) {
            assertThat(found(marks, start, 5)).isEqualTo(truth(start, 5));
        }
        assertThat(found(marks, 201, 1)).isEqualTo(truth(201, 1)).hasSize(2);
        long since = Records.media("a", 3000).receivedUnixMs();
        assertThat(marks.before(since).offset()).isEqualTo(lines(0, 3000).length);
        assertThat(marks.before(Long.MAX_VALUE).offset()).isEqualTo(Files.size(index));
    }

    @Test
    void what_is_appended_bit_by_bit_is_found_and_does_not_add_a_mark_each_time() throws IOException {
        Files.delete(index);
        Files.write(index, lines(0, 1));
        TrackMarks marks = new TrackMarks(new TrackFile(index));
        for (int chunk = 1; chunk < 300; chunk++) {
            Files.write(index, lines(chunk, 1), StandardOpenOption.APPEND);
            assertThat(found(marks, chunk, 9)).containsExactly(Records.media("a", chunk));
        }
        assertThat(marks.size()).isEqualTo(1);
        Files.writeString(index, "{\"v\":1,", StandardOpenOption.APPEND);
        assertThat(marks.before(Long.MAX_VALUE).offset()).isEqualTo(lines(0, 300).length);
        Files.write(index, lines(5000, 2));
        assertThat(found(marks, 0, 9000))
                .as("another index of the same name")
                .containsExactly(Records.media("a", 5000), Records.media("a", 5001));
    }

    @Test
    void a_long_index_gets_a_sidecar_by_being_looked_into_and_is_found_in_without_one() throws IOException {
        for (int from = RECORDS; Files.size(index) <= 16 << 20; from += RECORDS) {
            Files.write(index, lines(from, RECORDS), StandardOpenOption.APPEND);
        }
        TrackMarks marks = new TrackMarks(new TrackFile(index));
        assertThat(found(marks, 9999, 1)).containsExactly(Records.media("a", 9999));
        assertThat(sidecar).exists();
        assertThat(marks.size()).isGreaterThan(30);
        byte[] broken = Files.readAllBytes(sidecar);
        broken[150]++;
        Files.write(sidecar, broken);
        assertThat(found(new TrackMarks(new TrackFile(index)), 9999, 1)).containsExactly(Records.media("a", 9999));
    }

    private static List<ArchiveRecord> found(TrackMarks marks, long start, int chunks) throws IOException {
        List<ArchiveRecord> found = new ArrayList<>();
        marks.read(SequenceRange.ofChunks(start, chunks), found::add);
        return found;
    }

    private List<ArchiveRecord> truth(long start, int chunks) throws IOException {
        List<ArchiveRecord> found = new ArrayList<>();
        new TrackFile(index).readFrom(0, record -> {
            if (SequenceRange.ofChunks(start, chunks).holds(record.groupSequence())) {
                found.add(record);
            }
        });
        return found;
    }

    private TrackOutline outline(boolean keep) throws IOException {
        TrackOutliner outliner = keep ? TrackOutliner.keeping(Runnable::run) : TrackOutliner.reading(Runnable::run);
        try (OutlinedTrack track = outliner.begin(new TrackFile(index)).join()) {
            return track.outline();
        }
    }

    private static void same(TrackOutline found, TrackOutline expected) {
        assertThat(found.records()).isEqualTo(expected.records());
        assertThat(found.lines()).isEqualTo(expected.lines());
        assertThat(found.bytes()).isEqualTo(expected.bytes());
        assertThat(found.strands()).isEqualTo(expected.strands());
        assertThat(found.blocks().size())
                .isBetween(expected.blocks().size() - 1, expected.blocks().size() + 1);
        long sum = 0;
        long expectedSum = 0;
        for (int row = 0; row < found.blocks().size(); row++) {
            sum += found.blocks().digest0(row);
        }
        for (int row = 0; row < expected.blocks().size(); row++) {
            expectedSum += expected.blocks().digest0(row);
        }
        assertThat(sum).isEqualTo(expectedSum);
    }

    private static byte[] lines(long from, long count) {
        return RecordWriter.lines(LongStream.range(from, from + count)
                .mapToObj(chunk -> Records.media("a", chunk))
                .toList());
    }
}
