package channel.every.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** An MPEG-TS body over HTTP that is asked for again and again, with growing pauses while nothing comes. */
final class LiveSource {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** A tuner that delivered this much has locked: after it the pauses start short again. */
    private static final long SUCCESS_BYTES = 1024 * 1024;

    private final URI address;
    private final PrintWriter err;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private Duration pause = Duration.ZERO;

    LiveSource(URI address, PrintWriter err) {
        this.address = address;
        this.err = err;
    }

    /** Waits until there is a body. Where the connection breaks, the stream ends. */
    InputStream open() throws InterruptedException {
        while (true) {
            Thread.sleep(pause);
            pause = pause.isZero() ? SHORTEST_PAUSE : pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            try {
                HttpResponse<InputStream> answer =
                        client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofInputStream());
                if (answer.statusCode() == 200) {
                    return new Body(answer.body());
                }
                answer.body().close();
                tell("status " + answer.statusCode()
                        + answer.headers()
                                .firstValue("X-HDHomeRun-Error")
                                .map(error -> ", " + error)
                                .orElse(""));
            } catch (IOException e) {
                tell(e.toString());
            }
        }
    }

    private void tell(String problem) {
        err.println(address + ": " + problem + "; next attempt in " + pause.toSeconds() + " s");
        err.flush();
    }

    /** Ends where it would fail. */
    private final class Body extends FilterInputStream {
        private long received;

        Body(InputStream body) {
            super(body);
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            try {
                int count = super.read(into, offset, length);
                received += Math.max(0, count);
                if (received >= SUCCESS_BYTES) {
                    pause = Duration.ZERO;
                }
                return count;
            } catch (IOException e) {
                tell(e.toString());
                return -1;
            }
        }
    }
}
