package channel.every.encode.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyServerTest {
    private static HttpResponse<InputStream> get(URI address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    @Test
    void what_ffmpeg_can_open_comes_as_transport_stream(@TempDir Path directory) throws Exception {
        Path film = directory.resolve("film.mkv");
        byte[] made = SampleMedia.made(
                List.of("-f", "lavfi", "-i", "testsrc=s=160x120:d=2", "-c:v", "mpeg2video", "-f", "matroska"),
                "film.mkv");
        Files.write(film, made);
        try (CopyServer server = new CopyServer(FfmpegBinary.find())) {
            URI shared = server.share(film.toString());
            assertThat(shared.toString()).doesNotContain("film");
            HttpResponse<InputStream> answer = get(shared);
            assertThat(answer.statusCode()).isEqualTo(200);
            byte[] packets = answer.body().readAllBytes();
            assertThat(packets.length % 188).isZero();
            assertThat(packets[0]).isEqualTo((byte) 0x47);
        }
    }

    @Test
    void an_input_that_cannot_be_opened_and_a_name_nobody_has_are_refused() throws Exception {
        try (CopyServer server = new CopyServer(FfmpegBinary.find())) {
            assertThat(get(server.share("/absent.mkv")).statusCode()).isEqualTo(502);
            assertThat(get(server.share("/absent.mkv").resolve("/other.ts")).statusCode())
                    .isEqualTo(404);
        }
    }
}
