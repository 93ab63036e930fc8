package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.CasPath;
import channel.every.archive.ObjectKind;
import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.archive.http.ArchiveServer;
import channel.every.archive.http.ServedArchive;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that keep an archive, as operators type them. */
class ArchiveKeepingTest {
    private static final Label BROADCAST = new Label("la-kcop");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void an_archive_is_synced_damaged_and_repaired_by_hand() throws Exception {
        Path a = directory.resolve("a");
        Path b = directory.resolve("b");
        Blake3Hash hash = archive(a, 1_780_000_000_000L);
        Path token = Files.writeString(directory.resolve("token"), "secret\n");
        DataDirectory data = new DataDirectory(a);
        try (DataDirectory.OpenIndexes indexes = data.indexes();
                ArchiveServer server = ArchiveServer.start(
                        new ServedArchive(
                                new Label("a"),
                                new FileObjectStore(data.cas()),
                                indexes.byPublisher(),
                                Optional.of("secret")),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            String peer = "a=http://127.0.0.1:" + server.address().getPort();
            assertThat(run("archive-sync", "--data", b.toString(), peer)).isEqualTo(3);
            assertThat(report().path("peers").get(0).path("error").asText()).contains("401");
            assertThat(run("archive-sync", "--data", b.toString(), "--token-file", "a=" + token, peer))
                    .as(err.toString())
                    .isZero();
            assertThat(report().path("fetched").asInt()).isEqualTo(1);
            assertThat(b.resolve("manifests/a.pub/la-kcop/publisher.m4s.jsonl")).isNotEmptyFile();

            Path file = b.resolve("cas").resolve(new CasPath(hash).toString());
            Files.writeString(file, "rot");
            assertThat(run("archive-verify", b.toString(), "--require-ok")).isEqualTo(1);
            assertThat(report().path("lost").get(0).asText()).isEqualTo(hash.toString());
            assertThat(run("archive-verify", b.toString(), "--require-ok", "--repair-from", peer))
                    .isZero();
            assertThat(report().path("repaired").asInt()).isEqualTo(1);
            assertThat(new FileObjectStore(b.resolve("cas")).get(hash)).isPresent();
        }
        assertThat(run("archive-verify", b.toString(), "--repair-from", a.toString()))
                .isZero();
        assertThat(report().path("checked").asInt()).isEqualTo(1);
    }

    @Test
    void what_has_expired_is_pruned() throws Exception {
        archive(directory, 1_780_000_000_000L);
        assertThat(run("archive-prune", directory.toString(), "--max-bytes", "1G"))
                .isZero();
        assertThat(report().path("pruned").asInt()).isZero();
        assertThat(run(
                        "archive-prune",
                        directory.toString(),
                        "--max-age",
                        "1d",
                        "--pin",
                        "2026-01-01T00:00:00Z/2027-01-01T00:00:00Z"))
                .isZero();
        assertThat(report().path("pruned").asInt()).isZero();
        assertThat(report().path("put_lately").asInt()).isZero();
    }

    @Test
    void what_cannot_be_done_is_said_in_one_line_with_the_remedy() throws Exception {
        String data = directory.toString();
        refused("no directory", "archive-serve", data + "/none");
        refused("--token-file", "archive-serve", data, "--listen", "0.0.0.0:0");
        refused("HOST:PORT", "archive-serve", data, "--listen", "here");
        refused("NAME=URL", "archive-sync", "--data", data, "http://127.0.0.1:1");
        refused("twice", "archive-sync", "--data", data, "a=http://127.0.0.1:1", "a=http://127.0.0.1:2");
        refused("neither http nor https", "archive-sync", "--data", data, "a=file:///etc/passwd");
        refused("largest age", "archive-sync", "--data", data, "--fill", "BACKFILL", "a=http://127.0.0.1:1");
        refused("36h", "archive-sync", "--data", data, "--max-age", "soon", "a=http://127.0.0.1:1");
        refused("there is none", "archive-sync", "--data", data, "--token-file", "b=x", "a=http://127.0.0.1:1");
        refused("no cas/", "archive-verify", data, "--repair-from", data + "/none");
        refused("nothing expires", "archive-prune", data);
        refused("500G", "archive-prune", data, "--max-bytes", "much");
        refused("FROM/TO", "archive-prune", data, "--max-age", "1d", "--pin", "yesterday");
    }

    private void refused(String why, String... arguments) {
        assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
        assertThat(err.toString()).contains(why);
        assertThat(err.toString().lines()).hasSize(1);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine command = EcNode.commandLine();
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private JsonNode report() throws IOException {
        return Json.mapper().readTree(out.toString());
    }

    private static Blake3Hash archive(Path data, long receivedUnixMs) throws IOException {
        byte[] object = "a window".getBytes(StandardCharsets.UTF_8);
        Blake3Hash hash = new FileObjectStore(data.resolve("cas")).put(object).hash();
        try (JsonLinesIndex index = new JsonLinesIndex(data.resolve("manifests/pub"))) {
            index.append(List.of(new ArchiveRecord(
                    null,
                    BROADCAST,
                    Rendition.of("720p"),
                    ArchiveRecord.PROOF_TRACK,
                    ObjectKind.MEDIA,
                    GroupSequence.of(1, 0),
                    hash,
                    object.length,
                    new CasPath(hash).toString(),
                    receivedUnixMs,
                    "node-a",
                    "session",
                    true,
                    null,
                    null,
                    null,
                    null)));
        }
        return hash;
    }
}
