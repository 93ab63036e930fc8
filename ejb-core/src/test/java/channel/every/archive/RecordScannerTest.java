package channel.every.archive;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.IndexLine.Malformed;
import channel.every.archive.IndexLine.Valid;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.identity.Rendition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Recognising lines by their shape is a shortcut: it has to read, line for line, what the parser reads. */
class RecordScannerTest {
    private static final int INDEXES = 300;
    private static final int LINES = 60;

    @Test
    void lines_are_read_as_the_parser_reads_each_alone() {
        long seed = Long.getLong("archive.seed", new Random().nextLong());
        System.out.println("RecordScannerTest -Darchive.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < INDEXES; i++) {
            List<byte[]> lines = new ArrayList<>();
            boolean extended = random.nextInt(3) == 0;
            for (int line = 0; line < LINES; line++) {
                byte[] bytes = RecordWriter.line(record(random));
                lines.add(mutated(
                        extended ? with(bytes, "\"later\":{\"hash\":\"x\",\"n\":" + line + "}") : bytes, random));
            }
            List<IndexLine> found = new ArrayList<>();
            IndexReader reader = new IndexReader(found::add);
            byte[] all = joined(lines);
            for (int at = 0; at < all.length; ) {
                int length = Math.min(all.length - at, 1 + random.nextInt(3000));
                reader.feed(all, at, length);
                at += length;
            }
            reader.finish();
            assertThat(found).as("index %s", i).isEqualTo(alone(lines));
        }
    }

    @Test
    void numbers_and_hashes_that_json_does_not_allow_fit_no_shape() {
        String good = new String(RecordWriter.line(Records.media("a", 1)), StandardCharsets.UTF_8);
        String next = new String(RecordWriter.line(Records.media("a", 2)), StandardCharsets.UTF_8);
        String hash = Records.hashOf("media 2").toString();
        for (String wrong : List.of(
                next.replace("\"size\":439737", "\"size\":0439737"),
                next.replace("\"size\":439737", "\"size\":"),
                next.replace("\"size\":439737", "\"size\":99999999999999999999"),
                next.replace("\"hash\":\"" + hash, "\"hash\":\"" + hash.replaceFirst(".", "g")),
                next.replace("\"hash\":\"" + hash, "\"hash\":\"" + hash.replaceFirst(".", "A")),
                next.replace("\"hash\":\"" + hash, "\"hash\":\"" + hash.replaceFirst(".", "o")),
                next.replace("objects/blake3/" + hash.substring(0, 2), "objects/blake3/zz")
                        .replace("/" + hash, "/x" + hash),
                next.substring(0, next.length() - 1),
                next + "}")) {
            List<IndexLine> found = new ArrayList<>();
            IndexReader reader = new IndexReader(found::add);
            byte[] lines = (good + "\n" + wrong + "\n" + next + "\n").getBytes(StandardCharsets.UTF_8);
            reader.feed(lines, 0, lines.length);
            assertThat(found).hasSize(3);
            assertThat(found.get(1)).as(wrong).isInstanceOf(Malformed.class);
            assertThat(found.get(2)).isInstanceOf(Valid.class);
        }
    }

    /** What the parser says of each line when it is the first of its index, and so without a known shape. */
    private static List<IndexLine> alone(List<byte[]> lines) {
        List<IndexLine> all = new ArrayList<>();
        for (byte[] line : lines) {
            List<IndexLine> found = new ArrayList<>();
            IndexReader reader = new IndexReader(found::add);
            reader.feed(line, 0, line.length);
            reader.feed(new byte[] {'\n'}, 0, 1);
            int number = all.size() + 1;
            all.add(
                    switch (found.getFirst()) {
                        case Valid valid -> new Valid(number, valid.record());
                        case Malformed malformed -> new Malformed(number, malformed.reason());
                        case IndexLine.Torn torn -> torn;
                    });
        }
        return all;
    }

    private static ArchiveRecord record(Random random) {
        ArchiveRecord whole = Records.media("node-" + random.nextInt(2), random.nextInt(1000));
        Blake3Hash hash = random.nextInt(10) == 0 ? null : Records.hashOf("x" + random.nextInt());
        boolean lean = random.nextInt(4) == 0;
        return new ArchiveRecord(
                lean ? null : whole.streamId(),
                whole.broadcast(),
                Rendition.of(random.nextBoolean() ? "720p" : "audio"),
                whole.track(),
                random.nextBoolean() ? ObjectKind.INIT : ObjectKind.MEDIA,
                new GroupSequence(random.nextLong(Long.MAX_VALUE) >>> random.nextInt(62)),
                hash,
                random.nextLong(Long.MAX_VALUE) >>> random.nextInt(62),
                hash == null || random.nextInt(6) == 0 ? null : new CasPath(hash).toString(),
                random.nextLong(Long.MAX_VALUE) >>> random.nextInt(62),
                random.nextInt(5) == 0 ? null : whole.sourceNode(),
                whole.sourceSession(),
                random.nextBoolean(),
                timing(random),
                lean ? null : Records.hashOf("s" + random.nextInt()),
                lean ? null : whole.profile(),
                lean ? null : whole.quality());
    }

    private static @Nullable MediaTiming timing(Random random) {
        return random.nextInt(5) == 0
                ? null
                : new MediaTiming(random.nextInt(), random.nextLong(), 90_000, random.nextInt(1000));
    }

    /** A byte of some lines is another one. */
    private static byte[] mutated(byte[] line, Random random) {
        if (random.nextInt(5) == 0) {
            int at = random.nextInt(line.length);
            byte other = (byte) (32 + random.nextInt(95));
            line[at] = other;
        }
        return line;
    }

    private static byte[] with(byte[] line, String field) {
        String text = new String(line, StandardCharsets.UTF_8);
        return ("{" + field + "," + text.substring(1)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(List<byte[]> lines) {
        StringBuilder all = new StringBuilder();
        lines.forEach(line ->
                all.append(new String(line, StandardCharsets.ISO_8859_1)).append('\n'));
        return all.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
