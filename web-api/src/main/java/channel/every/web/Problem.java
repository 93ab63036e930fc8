package channel.every.web;

import org.jspecify.annotations.Nullable;

/**
 * A failure as the client reads it (RFC 9457).
 *
 * @param type {@code about:blank} where the status says it all, else a URN of ours
 * @param title one per type
 * @param status of the response
 * @param detail what happened this time, with the field and the value
 * @param field the parameter, header or body member at fault
 * @param value as it was given, cut to {@link #VALUE_LIMIT}
 * @param remedy what to do about it
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field,
        @Nullable String value,
        @Nullable String remedy) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Long enough to recognise a value, short enough not to echo a client's megabytes. */
    static final int VALUE_LIMIT = 120;

    private static final String URN = "urn:every-channel:problem:";

    public static Problem invalid(String field, String value, String reason, String remedy) {
        String shown = shortened(value);
        return new Problem(
                URN + "invalid-value",
                "A value cannot be used",
                400,
                field + " \"" + shown + "\": " + reason,
                field,
                shown,
                remedy);
    }

    /** A member of a body, with the whole sentence that its reader has for it. */
    public static Problem refused(String field, String detail, String remedy) {
        return new Problem(
                URN + "invalid-value", "A value cannot be used", 400, shortened(detail), field, null, remedy);
    }

    public static Problem missing(String field, String remedy) {
        return new Problem(
                URN + "missing-value", "A value is missing", 400, field + " is missing", field, null, remedy);
    }

    public static Problem notFound(String field, String value, String remedy) {
        String shown = shortened(value);
        return new Problem(
                URN + "not-found",
                "Nothing of that name",
                404,
                "there is no " + field + " \"" + shown + '"',
                field,
                shown,
                remedy);
    }

    /** What is named is known, and what was asked of it is not there now. */
    public static Problem absent(String field, String value, String reason, String remedy) {
        String shown = shortened(value);
        return new Problem(
                URN + "absent",
                "Nothing there now",
                404,
                field + " \"" + shown + "\": " + reason,
                field,
                shown,
                remedy);
    }

    public static Problem conflict(String field, String value, String reason, String remedy) {
        String shown = shortened(value);
        return new Problem(
                URN + "conflict",
                "Not possible in this state",
                409,
                field + " \"" + shown + "\": " + reason,
                field,
                shown,
                remedy);
    }

    /** RFC 9110 15.5.17. */
    public static Problem unsatisfiableRange(String range, int size) {
        return new Problem(
                URN + "unsatisfiable-range",
                "No such bytes",
                416,
                "Range \"" + shortened(range) + "\": the object has " + size + " bytes",
                "Range",
                shortened(range),
                "ask for bytes below " + size);
    }

    /** RFC 6750 3: without the right bearer token. */
    public static Problem unauthorized(String detail, String remedy) {
        return new Problem(
                URN + "unauthorized", "A bearer token is needed", 401, detail, "Authorization", null, remedy);
    }

    public static Problem forbidden(String field, String value, String reason, String remedy) {
        String shown = shortened(value);
        return new Problem(
                URN + "forbidden",
                "Not from there",
                403,
                field + " \"" + shown + "\": " + reason,
                field,
                shown,
                remedy);
    }

    /** What is archived here, and its bytes are damaged or the device does not give them: another node may have it whole. */
    public static Problem damaged(String what, String remedy) {
        return ofStatus(503, "Service Unavailable", what + " is damaged here", remedy);
    }

    /** RFC 9457 4.2.1: {@code about:blank} carries the status's own phrase as its title. */
    public static Problem ofStatus(int status, String phrase, String detail, @Nullable String remedy) {
        return new Problem("about:blank", phrase, status, detail, null, null, remedy);
    }

    private static String shortened(String value) {
        return value.length() <= VALUE_LIMIT ? value : value.substring(0, VALUE_LIMIT) + "…";
    }
}
