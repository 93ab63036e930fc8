package channel.every.archive;

import channel.every.hash.Blake3Hash;
import channel.every.json.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as lines of an index: compact JSON, fields in the order that formats.md fixes, absent ones omitted. */
public final class RecordWriter {
    /** The version of the line's form; new fields do not change it, new meanings would. */
    public static final int VERSION = 1;

    /** The longest line that readers take: a record is about 1 KB. */
    public static final int MAX_LINE_BYTES = 64 * 1024;

    private static final byte[] NEWLINE = {'\n'};

    private RecordWriter() {}

    /**
     * All records, each with its newline, in UTF-8.
     *
     * @throws IllegalArgumentException if a record's line is longer than {@link #MAX_LINE_BYTES}
     */
    public static byte[] lines(List<ArchiveRecord> records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024 * records.size());
        for (ArchiveRecord each : records) {
            byte[] line = line(each);
            out.writeBytes(line);
            out.writeBytes(NEWLINE);
        }
        return out.toByteArray();
    }

    /** One record without a newline. */
    public static byte[] line(ArchiveRecord value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = Json.mapper().createGenerator(out)) {
            write(value, json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        if (out.size() > MAX_LINE_BYTES) {
            throw new IllegalArgumentException(
                    "a record's line has " + out.size() + " bytes, more than " + MAX_LINE_BYTES);
        }
        return out.toByteArray();
    }

    private static void write(ArchiveRecord value, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("v", VERSION);
        text(json, "stream_id", value.streamId());
        json.writeStringField("broadcast", value.broadcast().value());
        json.writeStringField("rendition", value.rendition().name().value());
        json.writeStringField("track", value.track().value());
        json.writeStringField("kind", value.kind().text());
        json.writeNumberField("group_sequence", value.groupSequence().value());
        hash(json, "hash", value.hash());
        json.writeNumberField("size", value.size());
        text(json, "cas_path", value.casPath());
        json.writeNumberField("received_unix_ms", value.receivedUnixMs());
        text(json, "source_node", value.sourceNode());
        text(json, "source_session", value.sourceSession());
        json.writeStringField("sync", value.synced() ? "synced" : "unsynced");
        media(json, value.media());
        hash(json, "source_hash", value.sourceHash());
        hash(json, "profile", value.profile());
        quality(json, value.quality());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void hash(JsonGenerator json, String name, @Nullable Blake3Hash value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }

    private static void media(JsonGenerator json, @Nullable MediaTiming value) throws IOException {
        if (value != null) {
            json.writeObjectFieldStart("media");
            json.writeNumberField("sequence", value.sequence());
            json.writeNumberField("decode_time", value.decodeTime());
            json.writeNumberField("timescale", value.timescale());
            json.writeNumberField("duration", value.duration());
            json.writeEndObject();
        }
    }

    private static void quality(JsonGenerator json, @Nullable ReceptionQuality value) throws IOException {
        if (value != null) {
            json.writeObjectFieldStart("quality");
            json.writeNumberField("continuity_errors", value.continuityErrors());
            json.writeNumberField("transport_errors", value.transportErrors());
            json.writeNumberField("missing_ms", value.missingMs());
            text(json, "standing", value.standing());
            for (Map.Entry<String, Long> other : value.others().entrySet()) {
                json.writeNumberField(other.getKey(), other.getValue());
            }
            json.writeEndObject();
        }
    }
}
