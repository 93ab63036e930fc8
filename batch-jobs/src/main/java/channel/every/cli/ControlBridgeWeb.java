package channel.every.cli;

import channel.every.directory.ControlAnnouncement;
import channel.every.directory.RefusedEntryException;
import channel.every.json.CanonicalJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node control-bridge-web}: a control plane's announcements in a directory on the web. */
@Command(
        name = "control-bridge-web",
        description = "Forwards announcements of a control plane to a directory, each with all its transports.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "An announcement is a line: {\"stream_id\":...,\"transports\":[{\"relay_url\":...,\"broadcast_name\":...,\"track_name\":...},...]}.",
            "Lines that cannot be forwarded are told and passed over; the exit code is then 2 or, if the directory failed, 3."
        })
final class ControlBridgeWeb implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** A directory takes 16 KiB; a line that goes on and on is not collected. */
    private static final int LONGEST_LINE = 64 * 1024;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "Announcements; standard input unless given.")
    private @Nullable Path input;

    @Option(
            names = "--directory",
            paramLabel = "URL",
            required = true,
            description = "The directory's node, as in https://node.example.org.")
    private String directory = "";

    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds the directory's bearer token.")
    private @Nullable Path tokenFile;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = command.commandLine().getErr();
        HttpRequest.Builder request = request();
        int code = 0;
        long number = 0;
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
                BufferedReader lines = new BufferedReader(open())) {
            for (String line = next(lines); line != null; line = next(lines)) {
                number++;
                if (!line.isBlank()) {
                    code = Math.max(code, forward(line, client, request, err, "announcement " + number + ": "));
                }
            }
        }
        return code;
    }

    private static int forward(
            String line, HttpClient client, HttpRequest.Builder request, PrintWriter err, String prefix)
            throws InterruptedException {
        try {
            byte[] upsert = CanonicalJson.bytes(
                    ControlAnnouncement.upsert(CanonicalJson.read(line.getBytes(StandardCharsets.UTF_8))));
            HttpResponse<String> answer = client.send(
                    request.copy()
                            .POST(HttpRequest.BodyPublishers.ofByteArray(upsert))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return 0;
            }
            err.println(prefix + "the directory answers " + answer.statusCode() + ": "
                    + answer.body().lines().map(String::strip).reduce("", String::concat));
            return answer.statusCode() == 400 ? EcNode.BAD_INPUT : EcNode.IO_FAILURE;
        } catch (RefusedEntryException | IllegalArgumentException e) {
            err.println(prefix + e.getMessage());
            return EcNode.BAD_INPUT;
        } catch (IOException e) {
            err.println(prefix + "cannot reach the directory: " + e);
            return EcNode.IO_FAILURE;
        } finally {
            err.flush();
        }
    }

    private HttpRequest.Builder request() throws IOException {
        URI target;
        try {
            target = URI.create(directory.replaceFirst("/+$", "") + "/api/stream-upsert");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--directory is no URL: \"" + directory + '"', e);
        }
        if (target.getHost() == null || !("http".equals(target.getScheme()) || "https".equals(target.getScheme()))) {
            throw new IllegalArgumentException("--directory must be an http or https URL: \"" + directory + '"');
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target).timeout(TIMEOUT).header("Content-Type", "application/json");
        return tokenFile == null
                ? request
                : request.header(
                        "Authorization", "Bearer " + Files.readString(tokenFile).strip());
    }

    private Reader open() throws IOException {
        return input == null
                ? new InputStreamReader(System.in, StandardCharsets.UTF_8)
                : Files.newBufferedReader(input);
    }

    private static @Nullable String next(Reader in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            if (line.length() < LONGEST_LINE) {
                line.append((char) c);
            }
            c = in.read();
        }
        return line.toString();
    }
}
