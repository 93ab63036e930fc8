package channel.every.device;

import channel.every.json.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer as a device gives it: one a connection (info.hdhomerun.com/info/http_api).
 *
 * @param status code and reason, such as {@code 200 OK}
 * @param fields header fields besides Content-Length and Connection
 * @param body empty for a stream, whose end is the connection's
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpReply(String status, Map<String, String> fields, byte[] body) {
    public static HttpReply json(Object value) {
        try {
            return new HttpReply(
                    "200 OK",
                    Map.of("Content-Type", "application/json"),
                    Json.mapper().writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not representable as JSON: " + value, e);
        }
    }

    /** A stream follows the head. */
    public static HttpReply stream(int tuner) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Content-Type", "video/mpeg");
        fields.put("Cache-Control", "no-cache");
        fields.put("X-HDHomeRun-Resource", "tuner" + tuner);
        return new HttpReply("200 OK", fields, new byte[0]);
    }

    public static HttpReply plain(String status) {
        return new HttpReply(
                status, Map.of("Content-Type", "text/plain"), (status + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** A page of another kind than JSON, in UTF-8. */
    static HttpReply page(String contentType, String text) {
        return new HttpReply("200 OK", Map.of("Content-Type", contentType), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Refuses a stream, with the device's own error number. */
    static HttpReply refused(StreamRefusal refusal) {
        return new HttpReply(refusal.status(), Map.of("X-HDHomeRun-Error", refusal.toString()), new byte[0]);
    }

    boolean streams() {
        return fields.containsKey("X-HDHomeRun-Resource");
    }

    public void write(OutputStream out, boolean withBody) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        fields.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!streams()) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
        if (withBody) {
            out.write(body);
        }
        out.flush();
    }
}
