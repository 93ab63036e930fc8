package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.mesh.token.RelayGrant;
import channel.every.mesh.token.RelayKeys;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class RelayTokenTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    private int run(String... arguments) {
        return new CommandLine(new RelayToken())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return 2;
                })
                .execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "EdDSA"})
    void a_token_of_a_new_key_is_good_for_its_public_half(String kind) throws Exception {
        String key = folder.resolve("key.json").toString();
        Path half = folder.resolve("public.json");
        assertThat(run("--key", key, "--new-key", kind, "--public-key", half.toString()))
                .as(err.toString())
                .isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(key))))
                .isEqualTo("rw-------");
        assertThat(run("--key", key, "--root", "demo", "--put", "a", "--get", "", "--hours", "2"))
                .as(err.toString())
                .isZero();
        RelayGrant grant =
                RelayKeys.parse(Files.readString(half)).verify(out.toString().strip(), Instant.now());
        assertThat(grant.root()).isEqualTo("demo");
        assertThat(grant.put()).containsExactly("a");
        assertThat(grant.get()).containsExactly("");
        assertThat(grant.expires()).isPresent();
    }

    @Test
    void a_key_that_is_there_is_not_overwritten() {
        String key = folder.resolve("key.json").toString();
        assertThat(run("--key", key, "--new-key", "HS256")).isZero();
        assertThat(run("--key", key, "--new-key", "HS256")).isEqualTo(2);
        assertThat(err.toString()).contains("is there already");
    }

    @Test
    void a_secret_has_no_public_half_and_a_token_that_allows_nothing_is_none() {
        String key = folder.resolve("key.json").toString();
        assertThat(run(
                        "--key",
                        key,
                        "--new-key",
                        "HS256",
                        "--public-key",
                        folder.resolve("p").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("has no public half");
        assertThat(folder.resolve("key.json")).doesNotExist();
        assertThat(run("--key", key, "--new-key", "HS256")).isZero();
        assertThat(run("--key", key)).isEqualTo(2);
        assertThat(err.toString()).contains("of no use");
    }
}
