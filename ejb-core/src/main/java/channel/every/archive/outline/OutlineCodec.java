package channel.every.archive.outline;

import channel.every.json.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * Outlines as bytes: eleven numbers of 64 bits, the strands as JSON, marks and blocks as numbers of 64 bits, and a checksum over all of
 * it. What is not whole is no outline: the index makes it anew.
 */
public final class OutlineCodec {
    /** Changes with anything that a number here means, the block's length too. */
    private static final long MAGIC = 0x45434f55544c3031L;

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
        int size = 8 * (HEADER_NUMBERS + marks * LineMarks.COLUMNS + blocks * BlockTable.COLUMNS) + padded;
        ByteBuffer bytes = ByteBuffer.allocate(size + 8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(header);
        bytes.position(8 * HEADER_NUMBERS).put(strands).position(8 * HEADER_NUMBERS + padded);
        LongBuffer tables = bytes.asLongBuffer();
        outline.marks().write(tables);
        outline.blocks().write(tables);
        return bytes.putLong(size, checksum(bytes, size)).clear();
    }

    /** Empty if these are not the bytes of an outline, or not of one that this version writes. */
    public static Optional<Outlined> read(ByteBuffer source) {
        ByteBuffer bytes = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int size = bytes.limit() - 8;
        if (size < 8 * HEADER_NUMBERS
                || bytes.getLong(0) != MAGIC
                || bytes.getLong(8) != BlockTable.CHUNKS
                || bytes.getLong(size) != checksum(bytes, size)) {
            return Optional.empty();
        }
        long[] header = new long[HEADER_NUMBERS];
        bytes.asLongBuffer().get(header);
        byte[] json = new byte[(int) header[9]];
        bytes.position(8 * HEADER_NUMBERS).get(json).position(8 * HEADER_NUMBERS + (json.length + 7) / 8 * 8);
        LongBuffer tables = bytes.asLongBuffer();
        LineMarks marks = LineMarks.read(tables, (int) (header[10] >>> 32));
        TrackOutline outline = new TrackOutline(BlockTable.read(tables, (int) header[10]), marks);
        try {
            Strands strands = Json.mapper().readValue(json, Strands.class);
            for (int code = 0; code < strands.strands().size(); code++) {
                outline.code(strands.strands().get(code));
                for (String streamId : strands.streamIds().get(code)) {
                    outline.addStream(code, streamId);
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        outline.count(header[6], header[7], header[8], 0);
        outline.cover(header[4], header[5]);
        return Optional.of(new Outlined(outline, header[2], header[3]));
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

    private static long checksum(ByteBuffer bytes, int size) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.duplicate().clear().limit(size));
        return sum.getValue();
    }
}
