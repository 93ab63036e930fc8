package channel.every.cli;

import channel.every.encode.ffmpeg.FfmpegBinary;
import channel.every.encode.ffmpeg.FfmpegCopy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a publisher can be made of. */
sealed interface ArchiveInput {
    /** Whether it goes on for ever, so that its end is a failure to try again after. */
    boolean live();

    /** Its bytes from now on, or from its beginning. */
    InputStream open() throws IOException, InterruptedException;

    /** @param throughFfmpeg whether ffmpeg shall read it in any case */
    static ArchiveInput of(String text, boolean throughFfmpeg) throws IOException {
        boolean http = text.startsWith("http://") || text.startsWith("https://");
        if (http && !throughFfmpeg) {
            return new Http(address(text));
        }
        if (text.equals("-")) {
            return new StandardInput();
        }
        if (text.matches("[a-z][a-z0-9+.-]*:.*") && Files.notExists(Path.of(text))) {
            return new Copied(text, true);
        }
        Path file = ProofInputs.readable(text);
        return throughFfmpeg || !ProofInputs.isTransportStream(file)
                ? new Copied(file.toAbsolutePath().toString(), false)
                : new Recording(file);
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text);
            if (address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--input \"" + text + "\" is no URL: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("--input \"" + text + "\" names no host");
    }

    /** A transport stream in a file. */
    record Recording(Path file) implements ArchiveInput {
        @Override
        public boolean live() {
            return false;
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }

    record StandardInput() implements ArchiveInput {
        @Override
        public boolean live() {
            return false;
        }

        @Override
        public InputStream open() {
            return System.in;
        }
    }

    /** A transport stream as the body of an HTTP answer. */
    record Http(URI address) implements ArchiveInput {
        private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
        private static final HttpClient CLIENT = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();

        @Override
        public boolean live() {
            return true;
        }

        @Override
        public InputStream open() throws IOException, InterruptedException {
            HttpResponse<InputStream> answer =
                    CLIENT.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            answer.body().close();
            throw new IOException("status " + answer.statusCode()
                    + answer.headers()
                            .firstValue("X-HDHomeRun-Error")
                            .map(error -> ", " + error)
                            .orElse(""));
        }
    }

    /**
     * What ffmpeg makes a transport stream of.
     *
     * @param input as ffmpeg's {@code -i} takes it
     */
    record Copied(String input, boolean live) implements ArchiveInput {
        @Override
        public InputStream open() throws IOException {
            return FfmpegCopy.of(FfmpegBinary.find(), input);
        }
    }
}
