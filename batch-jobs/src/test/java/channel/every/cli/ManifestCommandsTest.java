package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.CasPath;
import channel.every.archive.ObjectKind;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ManifestCommandsTest {
    private static final String VIDEO = "ec/stream/v1/broadcast/atsc/tsid-1/program-3/profile-default/variant-720p";
    private static final long START = 1_780_000_000L;

    @TempDir
    Path temp;

    private String out = "";
    private String err = "";

    @BeforeEach
    void archive_a_minute_at_two_publishers() throws IOException {
        for (String node : List.of("a", "b")) {
            try (JsonLinesIndex index = new JsonLinesIndex(temp.resolve(node))) {
                for (long chunk = START; chunk < START + 70; chunk++) {
                    index.append(List.of(record(node, ObjectKind.INIT, chunk), record(node, ObjectKind.MEDIA, chunk)));
                }
            }
            assertThat(run("manifest-keys", "--keys", keys(node), "--new", "--name", node))
                    .isZero();
            Files.writeString(temp.resolve(node + ".trust"), out);
        }
    }

    @Test
    void a_manifest_is_made_verified_and_compared_with_that_of_another_publisher() throws IOException {
        JsonNode a = verified("a");
        JsonNode b = verified("b");
        assertThat(a.at("/ok").asBoolean()).isTrue();
        assertThat(a.at("/total_chunks").asInt()).isEqualTo(60);
        assertThat(a.at("/chunk_start_index").asLong()).isEqualTo(START + 10);
        assertThat(a.at("/signatures/0/name").asText()).isEqualTo("a");
        assertThat(b.at("/merkle_root")).isEqualTo(a.at("/merkle_root"));
        assertThat(b.at("/manifest_id")).isNotEqualTo(a.at("/manifest_id"));
    }

    @Test
    void a_signer_who_is_not_trusted_proves_nothing() throws IOException {
        make("a");
        assertThat(run("manifest-verify", manifest("a"), "--trust", temp + "/b.trust", "--require-ok"))
                .isEqualTo(1);
        assertThat(out).contains("unknown key").contains("signed by 0 trusted publishers");
        assertThat(run("manifest-verify", manifest("a"), "--require-ok")).isEqualTo(1);
        assertThat(out).contains("--trust");
    }

    @Test
    void an_altered_manifest_is_refused_with_what_does_not_fit() throws IOException {
        make("a");
        String text = Files.readString(Path.of(manifest("a")));
        Files.writeString(Path.of(manifest("a")), text.replaceFirst("\"720p\"", "\"721p\""));
        assertThat(run("manifest-verify", manifest("a"), "--trust", temp + "/a.trust"))
                .isEqualTo(2);
        assertThat(err).contains("manifest_id");
    }

    @Test
    void an_object_is_held_against_its_chunk() throws IOException {
        make("a");
        Path right = Files.write(temp.resolve("right"), media(START + 20));
        Path wrong = Files.write(temp.resolve("wrong"), media(START + 21));
        String object = "720p/" + (START + 20) + "=";
        assertThat(run(
                        "manifest-verify",
                        manifest("a"),
                        "--trust",
                        temp + "/a.trust",
                        "--require-ok",
                        "--object",
                        object + right))
                .isZero();
        assertThat(Json.mapper().readTree(out).at("/objects/0/chunk_proof/siblings"))
                .isNotEmpty();
        assertThat(run(
                        "manifest-verify",
                        manifest("a"),
                        "--trust",
                        temp + "/a.trust",
                        "--require-ok",
                        "--object",
                        object + wrong))
                .isEqualTo(1);
        assertThat(out).contains("another object");
        assertThat(run("manifest-verify", manifest("a"), "--object", "720p/1=" + right))
                .isEqualTo(2);
        assertThat(err).contains("not of 1");
    }

    @Test
    void an_object_goes_over_a_frame_and_is_held_against_a_trusted_manifest() throws IOException {
        make("a");
        Path object = Files.write(temp.resolve("object"), media(START + 20));
        Path secret = Files.writeString(temp.resolve("secret"), "of the network");
        String[] sealing = {
            "object-seal",
            object + "",
            temp + "/frame",
            "--stream-id",
            VIDEO,
            "--chunk",
            "" + (START + 20),
            "--secret",
            secret + "",
            "--manifest",
            manifest("a")
        };
        assertThat(run(sealing)).isZero();
        assertThat(run(opening(START + 20, VIDEO, "--secret", secret + "", "--trust", temp + "/a.trust")))
                .isZero();
        assertThat(temp.resolve("opened")).hasBinaryContent(media(START + 20));
        assertThat(run(opening(START + 20, VIDEO, "--secret", secret + "", "--trust", temp + "/b.trust")))
                .isEqualTo(2);
        assertThat(err).contains("signed by nobody");
        assertThat(run(opening(START + 20, VIDEO, "--trust", temp + "/a.trust")))
                .isEqualTo(2);
        assertThat(err).contains("ours is");
        assertThat(run(opening(START + 21, VIDEO, "--secret", secret + "", "--trust", temp + "/a.trust")))
                .isEqualTo(2);
        assertThat(err).contains("its group is");
        Files.write(object, media(START + 21));
        assertThat(run(sealing)).isEqualTo(2);
        assertThat(err).contains("the manifest's chunk has");
    }

    private String[] opening(long chunk, String stream, String... more) {
        List<String> words = new ArrayList<>(List.of("object-open", temp + "/frame", temp + "/opened"));
        words.addAll(List.of("--stream-id", stream, "--chunk", "" + chunk, "--manifest", manifest("a")));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    @Test
    void bad_input_is_named_in_one_line() throws IOException {
        assertThat(run(
                        "manifest-make",
                        "--manifest-root",
                        temp + "/a",
                        "--broadcast",
                        "kcop",
                        "--keys",
                        temp + "/none"))
                .isEqualTo(2);
        assertThat(err.strip().lines()).hasSize(1);
        assertThat(err).contains("none").contains("--new");
        assertThat(run("manifest-make", "--manifest-root", temp + "/a", "--broadcast", "nbc", "--keys", keys("a")))
                .isEqualTo(2);
        assertThat(err).contains("nbc");
        Files.writeString(temp.resolve("torn"), "{\"manifest\":");
        assertThat(run("manifest-verify", temp + "/torn")).isEqualTo(2);
        assertThat(run("manifest-verify", temp + "/absent")).isEqualTo(3);
    }

    private JsonNode verified(String node) throws IOException {
        make(node);
        assertThat(run("manifest-verify", manifest(node), "--trust", temp + "/" + node + ".trust", "--require-ok"))
                .isZero();
        return Json.mapper().readTree(out);
    }

    private void make(String node) {
        assertThat(run(
                        "manifest-make",
                        "--manifest-root",
                        temp + "/" + node,
                        "--broadcast",
                        "kcop",
                        "--keys",
                        keys(node),
                        "--output",
                        manifest(node)))
                .isZero();
    }

    private String keys(String node) {
        return temp + "/keys-" + node;
    }

    private String manifest(String node) {
        return temp + "/" + node + ".json";
    }

    private int run(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        CommandLine line = EcNode.commandLine();
        line.setOut(new PrintWriter(output));
        line.setErr(new PrintWriter(errors));
        int code = line.execute(arguments);
        out = output.toString();
        err = errors.toString();
        return code;
    }

    private static byte[] media(long chunk) {
        return ("media " + chunk).getBytes(StandardCharsets.UTF_8);
    }

    private static ArchiveRecord record(String node, ObjectKind kind, long chunk) {
        Blake3Hash hash = Blake3.hash(kind == ObjectKind.INIT ? new byte[] {1} : media(chunk));
        return new ArchiveRecord(
                "ec/stream/v1/broadcast/atsc/tsid-1/program-3/profile-default/variant-main",
                new Label("kcop"),
                Rendition.of("720p"),
                ArchiveRecord.PROOF_TRACK,
                kind,
                GroupSequence.of(chunk, 0),
                hash,
                9,
                new CasPath(hash).toString(),
                1001 * chunk,
                node,
                "s1",
                true,
                null,
                null,
                Blake3.hash(new byte[] {2}),
                null);
    }
}
