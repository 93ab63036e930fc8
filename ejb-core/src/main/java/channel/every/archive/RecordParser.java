package channel.every.archive;

import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.json.Json;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in any field order. Fields of older writers may be absent and unknown ones are passed over, but what is
 * there must be right. Not safe for several threads: it remembers recurring values.
 */
final class RecordParser {
    /** Further counts of a window's quality; the standards have fewer. */
    private static final int MOST_COUNTS = 64;

    private final JsonFactory factory = Json.mapper().getFactory();
    private final Recurring<String> texts = new Recurring<>(text -> text);
    private final Recurring<Label> labels = new Recurring<>(Label::new);
    private final Recurring<Blake3Hash> profiles = new Recurring<>(Blake3Hash::parse);

    ArchiveRecord parse(byte[] bytes, int offset, int length) throws MalformedRecordException {
        try (JsonParser json = factory.createParser(bytes, offset, length)) {
            // A field given twice would let two readers of one archive see two different records.
            json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedRecordException("not a JSON object");
            }
            RecordFields fields = new RecordFields();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                read(name, json, fields);
            }
            if (json.nextToken() != null) {
                throw new MalformedRecordException("text follows the record");
            }
            return fields.record();
        } catch (JsonProcessingException e) {
            throw new MalformedRecordException(e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading memory failed", e);
        }
    }

    private void read(String name, JsonParser json, RecordFields fields) throws IOException, MalformedRecordException {
        switch (name) {
            case "v" -> version(integer(name, json));
            case "stream_id" -> fields.streamId = recurring(name, json);
            case "broadcast" -> fields.broadcast = label(name, json);
            case "rendition" -> fields.rendition = label(name, json);
            case "track" -> fields.track = label(name, json);
            case "kind" -> fields.kind = kind(text(name, json));
            case "group_sequence" -> fields.groupSequence = integer(name, json);
            case "hash" -> fields.hash = hash(name, json);
            case "size" -> fields.size = natural(name, json);
            case "cas_path" -> fields.casPath = text(name, json);
            case "received_unix_ms" -> fields.receivedUnixMs = natural(name, json);
            case "source_node" -> fields.sourceNode = recurring(name, json);
            case "source_session" -> fields.sourceSession = recurring(name, json);
            case "sync" -> fields.synced = synced(text(name, json));
            case "media" -> fields.media = media(json);
            case "source_hash" -> fields.sourceHash = hash(name, json);
            case "profile" -> fields.profile = profile(name, json);
            case "quality" -> fields.quality = quality(json);
            default -> json.skipChildren();
        }
    }

    private static void version(long version) throws MalformedRecordException {
        if (version != RecordWriter.VERSION) {
            throw new MalformedRecordException("v is " + version + ", and only " + RecordWriter.VERSION + " is known");
        }
    }

    private @Nullable String recurring(String name, JsonParser json) throws IOException, MalformedRecordException {
        String text = text(name, json);
        return text == null ? null : texts.of(text);
    }

    private @Nullable Label label(String name, JsonParser json) throws IOException, MalformedRecordException {
        String text = text(name, json);
        return text == null ? null : labels.of(text);
    }

    private @Nullable Blake3Hash profile(String name, JsonParser json) throws IOException, MalformedRecordException {
        String text = text(name, json);
        return text == null ? null : profiles.of(text);
    }

    private static @Nullable Blake3Hash hash(String name, JsonParser json)
            throws IOException, MalformedRecordException {
        String text = text(name, json);
        return text == null ? null : Blake3Hash.parse(text);
    }

    /** Records of writers before there was a kind name media. */
    private static ObjectKind kind(@Nullable String text) throws MalformedRecordException {
        return switch (text) {
            case null -> ObjectKind.MEDIA;
            case "media" -> ObjectKind.MEDIA;
            case "init" -> ObjectKind.INIT;
            default -> throw new MalformedRecordException("kind is neither init nor media: \"" + text + '"');
        };
    }

    private static boolean synced(@Nullable String text) throws MalformedRecordException {
        return switch (text) {
            case null -> false;
            case "synced" -> true;
            case "unsynced" -> false;
            default -> throw new MalformedRecordException("sync is neither synced nor unsynced: \"" + text + '"');
        };
    }

    private static @Nullable MediaTiming media(JsonParser json) throws IOException, MalformedRecordException {
        if (!opens("media", json)) {
            return null;
        }
        Long sequence = null;
        Long decodeTime = null;
        Long timescale = null;
        long duration = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "sequence" -> sequence = integer(name, json);
                case "decode_time" -> decodeTime = integer(name, json);
                case "timescale" -> timescale = natural(name, json);
                case "duration" -> duration = natural(name, json);
                default -> json.skipChildren();
            }
        }
        if (sequence == null || decodeTime == null || timescale == null) {
            throw new MalformedRecordException("media lacks its sequence, decode_time or timescale");
        }
        if (timescale < 1 || timescale > Integer.MAX_VALUE) {
            throw new MalformedRecordException("media.timescale is out of range: " + timescale);
        }
        return new MediaTiming(sequence, decodeTime, timescale.intValue(), duration);
    }

    private static @Nullable ReceptionQuality quality(JsonParser json) throws IOException, MalformedRecordException {
        if (!opens("quality", json)) {
            return null;
        }
        int continuityErrors = 0;
        int transportErrors = 0;
        int missingMs = 0;
        String standing = null;
        SortedMap<String, Long> others = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "continuity_errors" -> continuityErrors = count(name, json);
                case "transport_errors" -> transportErrors = count(name, json);
                case "missing_ms" -> missingMs = count(name, json);
                case "standing" -> standing = text(name, json);
                default -> {
                    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && others.size() < MOST_COUNTS) {
                        others.put(name, natural(name, json));
                    }
                    json.skipChildren();
                }
            }
        }
        return new ReceptionQuality(continuityErrors, transportErrors, missingMs, standing, others);
    }

    private static boolean opens(String name, JsonParser json) throws MalformedRecordException {
        JsonToken token = json.currentToken();
        if (token != JsonToken.START_OBJECT && token != JsonToken.VALUE_NULL) {
            throw new MalformedRecordException(name + " is not an object");
        }
        return token == JsonToken.START_OBJECT;
    }

    private static @Nullable String text(String name, JsonParser json) throws IOException, MalformedRecordException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new MalformedRecordException(name + " is not a string");
        }
        return json.getText();
    }

    private static long integer(String name, JsonParser json) throws IOException, MalformedRecordException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new MalformedRecordException(name + " is not an integer");
        }
        return json.getLongValue();
    }

    private static long natural(String name, JsonParser json) throws IOException, MalformedRecordException {
        long value = integer(name, json);
        if (value < 0) {
            throw new MalformedRecordException(name + " is negative: " + value);
        }
        return value;
    }

    private static int count(String name, JsonParser json) throws IOException, MalformedRecordException {
        return (int) Math.min(natural(name, json), Integer.MAX_VALUE);
    }
}
