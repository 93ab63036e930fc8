package channel.every.archive.file;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.RecordWriter;
import channel.every.archive.Records;
import channel.every.archive.outline.LineMarks;
import channel.every.archive.outline.TrackOutline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    void marks_lead_to_lines_sequences_and_times() throws IOException {
        outline(true);
        LineMarks marks = outline(false).marks();
        assertThat(marks.size()).isEqualTo((RECORDS + LineMarks.LINES - 1) / LineMarks.LINES);
        for (int chunk : new int[] {0, 1023, 1024, 3000, RECORDS - 1}) {
            ArchiveRecord wanted = Records.media("a", chunk);
            for (LineMarks.Place place : List.of(
                    marks.atLine(chunk + 1L),
                    marks.atSequence(wanted.groupSequence().value()),
                    marks.atTime(wanted.receivedUnixMs()))) {
                assertThat(place.line()).isBetween(chunk + 1L - LineMarks.LINES, chunk + 1L);
                assertThat(place.offset()).isEqualTo(lines(0, place.line() - 1).length);
            }
        }
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
