package channel.every.archive.http;

import channel.every.hash.Blake3Hash;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to a request for a verified object (RFC 9110 13 and 14): what lies under a hash never changes, so it may be kept
 * for ever.
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
public record ObjectAnswer(int status, SequencedMap<String, String> headers, byte[] body) {
    public static final String MEDIA_TYPE = "video/mp4";

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    /** The header values are those of the request, or null. */
    public static ObjectAnswer to(
            Blake3Hash hash,
            byte[] object,
            @Nullable String range,
            @Nullable String ifRange,
            @Nullable String ifNoneMatch) {
        String tag = "\"" + hash + "\"";
        SequencedMap<String, String> headers = new LinkedHashMap<>();
        headers.put("ETag", tag);
        headers.put("Cache-Control", FOR_EVER);
        headers.put("Accept-Ranges", "bytes");
        if (ifNoneMatch != null && (ifNoneMatch.equals("*") || ifNoneMatch.contains(tag))) {
            return new ObjectAnswer(NOT_MODIFIED, headers, new byte[0]);
        }
        boolean wholeAnyway = ifRange != null && !ifRange.equals(tag);
        return switch (ByteRange.of(wholeAnyway ? null : range, object.length)) {
            case ByteRange.Whole() -> with(OK, headers, object);
            case ByteRange.Part part -> {
                headers.put("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + object.length);
                yield with(PARTIAL_CONTENT, headers, Arrays.copyOfRange(object, part.first(), part.last() + 1));
            }
            case ByteRange.Unsatisfiable() -> {
                headers.put("Content-Range", "bytes */" + object.length);
                yield new ObjectAnswer(RANGE_NOT_SATISFIABLE, headers, new byte[0]);
            }
        };
    }

    private static ObjectAnswer with(int status, SequencedMap<String, String> headers, byte[] body) {
        headers.put("Content-Type", MEDIA_TYPE);
        return new ObjectAnswer(status, headers, body);
    }
}
