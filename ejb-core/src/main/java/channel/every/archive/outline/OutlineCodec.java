package channel.every.archive.outline;

import channel.every.json.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Outlines as bytes, all of them numbers of 64 bits: eleven to begin with, the strands as JSON, the marks, a checksum; the blocks and
 * theirs. What is not whole is no outline: the index makes it anew.
 */
public final class OutlineCodec {
    /** Changes with anything that a number here means, the block's length too. */
    private static final long MAGIC = 0x45434f55544c3032L;

    private static final int HEADER_NUMBERS = 11;

    private OutlineCodec() {}

    /** Strands with their streams, in order of their codes. */
    private record Strands(List<Strand> strands, List<List<String>> streamIds) {}

    /**
     * An outline and what tells whether it is that of an index.
     *
     * @param beginning first bytes of the index, hashed
     * @param ending last bytes of what is outlined, hashed
     */
    public record Outlined(TrackOutline outline, long beginning, long ending) {}

    /** The part of it by which lines are found. */
    public record Marked(LineMarks marks, long bytes, long beginning, long ending) {}

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares heads.
    private record Head(long[] header, byte[] strands, LineMarks marks, int blocks) {}

    public static ByteBuffer write(Outlined outlined) {
        TrackOutline outline = outlined.outline();
        byte[] strands = strands(outline);
        int padded = (strands.length + 7) / 8 * 8;
        int marks = outline.marks().size();
        int blocks = outline.blocks().size();
        long[] header = {
            MAGIC,
            BlockTable.CHUNKS,
            outlined.beginning(),
            outlined.ending(),
            outline.lines(),
            outline.bytes(),
            outline.records(),
            outline.unsynced(),
            outline.malformed(),
            strands.length,
            ((long) marks << 32) | blocks
        };
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size(padded, marks, blocks)))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(header);
        bytes.position(8 * HEADER_NUMBERS).put(strands).position(8 * HEADER_NUMBERS + padded);
        outline.marks().write(bytes);
        sum(bytes, 0);
        int second = bytes.position();
        outline.blocks().write(bytes);
        sum(bytes, second);
        return bytes.flip();
    }

    private static long size(long padded, long marks, long blocks) {
        return padded + 8L * (HEADER_NUMBERS + marks * LineMarks.COLUMNS + 1 + blocks * BlockTable.COLUMNS + 1);
    }

    private static void sum(ByteBuffer bytes, int from) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.duplicate().flip().position(from));
        bytes.putLong(sum.getValue());
    }

    /**
     * @param size bytes of the channel
     * @return empty if these are not the bytes of an outline, or not of one that this version writes
     */
    public static Optional<Outlined> read(ReadableByteChannel channel, long size) throws IOException {
        SummedReader reader = new SummedReader(channel);
        Head head = head(reader, size);
        if (head == null) {
            return Optional.empty();
        }
        TrackOutline outline = new TrackOutline(
                new BlockTable(NumberTable.read(BlockTable.COLUMNS, head.blocks(), reader)), head.marks());
        if (!reader.endsWithItsSum()) {
            return Optional.empty();
        }
        Strands strands = Json.mapper().readValue(head.strands(), Strands.class);
        for (int code = 0; code < strands.strands().size(); code++) {
            outline.code(strands.strands().get(code));
            for (String streamId : strands.streamIds().get(code)) {
                outline.addStream(code, streamId);
            }
        }
        long[] header = head.header();
        outline.count(header[6], header[7], header[8], 0);
        outline.cover(header[4], header[5]);
        return Optional.of(new Outlined(outline, header[2], header[3]));
    }

    /** The same without the blocks, which are nearly all of it. */
    public static Optional<Marked> readMarks(ReadableByteChannel channel, long size) throws IOException {
        Head head = head(new SummedReader(channel), size);
        return head == null
                ? Optional.empty()
                : Optional.of(new Marked(head.marks(), head.header()[5], head.header()[2], head.header()[3]));
    }

    private static @Nullable Head head(SummedReader reader, long size) throws IOException {
        if (size < size(0, 0, 0)) {
            return null;
        }
        long[] header = new long[HEADER_NUMBERS];
        reader.read(header, HEADER_NUMBERS);
        int marks = (int) (header[10] >>> 32);
        int blocks = (int) header[10];
        long padded = (header[9] + 7) / 8 * 8;
        if (header[0] != MAGIC
                || header[1] != BlockTable.CHUNKS
                || Math.min(header[9], Math.min(marks, blocks)) < 0
                || header[9] > size
                || size(padded, marks, blocks) != size) {
            return null;
        }
        long[] json = new long[(int) padded / 8];
        reader.read(json, json.length);
        ByteBuffer strands = ByteBuffer.allocate((int) padded).order(ByteOrder.LITTLE_ENDIAN);
        strands.asLongBuffer().put(json);
        NumberTable table = NumberTable.read(LineMarks.COLUMNS, marks, reader);
        return reader.endsWithItsSum()
                ? new Head(header, Arrays.copyOf(strands.array(), (int) header[9]), new LineMarks(table), blocks)
                : null;
    }

    private static byte[] strands(TrackOutline outline) {
        List<Strand> strands = outline.strands();
        List<List<String>> ids = IntStream.range(0, strands.size())
                .mapToObj(code -> List.copyOf(outline.streamIds(code)))
                .toList();
        try {
            return Json.mapper().writeValueAsBytes(new Strands(strands, ids));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strands are names, and names are JSON", e);
        }
    }
}
