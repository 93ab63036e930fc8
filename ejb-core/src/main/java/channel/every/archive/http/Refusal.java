package channel.every.archive.http;

import channel.every.json.Json;
import java.nio.charset.StandardCharsets;

/** A request that is not answered as asked, as RFC 9457 has it. */
final class Refusal extends Exception {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final long serialVersionUID = 1;

    private final int status;
    private final String title;
    private final String remedy;

    Refusal(int status, String title, String detail, String remedy) {
        super(detail);
        this.status = status;
        this.title = title;
        this.remedy = remedy;
    }

    private record Body(String type, String title, int status, String detail, String remedy) {}

    int status() {
        return status;
    }

    byte[] body() {
        Body body = new Body("about:blank", title, status, String.valueOf(getMessage()), remedy);
        return Json.pretty(body).getBytes(StandardCharsets.UTF_8);
    }
}
