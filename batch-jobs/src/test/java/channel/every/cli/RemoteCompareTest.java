package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.json.Json;
import channel.every.proof.ProofCause;
import channel.every.remote.RemoteReport;
import channel.every.remote.TargetResult;
import channel.every.remote.TargetTiming;
import channel.every.station.SmallStation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The proof across machines, against a real OpenSSH server. */
final class RemoteCompareTest {
    private static final Path SERVERS = Path.of("target", "sshd");

    @TempDir
    static Path root = Path.of("unset");

    private static Path station = Path.of("unset");
    private static LocalSshd sshd;

    private final String remoteRoot = "/tmp/every-channel-test-" + UUID.randomUUID();

    @BeforeAll
    static void records_four_seconds_of_a_station_and_starts_a_server() throws Exception {
        station = SmallStation.record(root.resolve("station.ts"), 4);
        sshd = LocalSshd.start(SERVERS.resolve("plain"));
    }

    @AfterAll
    static void stops_the_server() throws Exception {
        sshd.close();
    }

    @AfterEach
    void removes_what_machines_keep() throws Exception {
        for (Path kept : kept()) {
            try (Stream<Path> files = Files.walk(kept)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void two_machines_that_agree_are_a_proof_and_keep_their_files() throws Exception {
        Run run = run("known", "user", sshd.command("ec-node"));

        assertThat(run.err()).contains("a: copied 100 % of ", "b: window ", "proven: ");
        assertThat(run.status()).isZero();
        RemoteReport report = run.report();
        assertThat(Objects.requireNonNull(report.comparison()).equalWindows()).isPositive();
        assertThat(report.targets()).allSatisfy(target -> {
            TargetTiming timing = Objects.requireNonNull(target.timing());
            assertThat(timing.uploadBytes()).isEqualTo(Files.size(station));
            assertThat(timing.proofMs()).isPositive();
            assertThat(Path.of(timing.place())).isDirectoryContaining("glob:**/input.ts");
        });
        assertThat(run.directory().resolve("a.json")).content().contains("\"publisher\" : \"a\"");
        assertThat(kept()).hasSize(2);
    }

    @Test
    void a_machine_with_another_preset_is_found_out_and_cleanup_leaves_nothing() throws Exception {
        Path command =
                sshd.command("ec-node-unequal", "[[ \"$*\" == *'--publisher b'* ]] && set -- \"${@/demo/demo-720p}\"");
        Run run = run("known", "user", command, "--cleanup");

        assertThat(run.status()).isEqualTo(EcNode.NOT_PROVEN);
        assertThat(Objects.requireNonNull(run.report().comparison()).causes())
                .containsOnlyKeys(ProofCause.ENCODER_BUILD);
        assertThat(run.err()).contains("profile \"demo-720p\" against \"demo\"");
        assertThat(kept()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            changed | user     | its host key CHANGED: | ssh-keygen -f
            empty   | user     | its host key SHA256:  | ssh-keyscan -p
            known   | stranger | is not let in         | authorized_keys
            """)
    void whom_we_do_not_know_and_who_does_not_know_us_gets_nothing(
            String hosts, String key, String problem, String remedy) throws Exception {
        Run run = run(hosts, key, sshd.command("ec-node"));

        assertThat(run.status()).isEqualTo(EcNode.IO_FAILURE);
        assertThat(run.report().targets())
                .allSatisfy(target -> assertThat(target.failure()).contains(problem, remedy));
        assertThat(kept()).isEmpty();
    }

    @Test
    void a_machine_without_the_command_says_so() throws Exception {
        Run run = run("known", "user", Path.of("/no/such/ec-node"));

        assertThat(run.status()).isEqualTo(EcNode.IO_FAILURE);
        assertThat(run.err()).contains("it cannot run \"/no/such/ec-node\"", "--remote-command");
    }

    @Test
    void a_machine_that_vanishes_in_the_middle_is_named_and_the_other_one_goes_on() throws Exception {
        Path command = sshd.command(
                "ec-node-vanishing",
                "if [[ \"$*\" == *'--publisher b'* ]]; then kill -9 $(ps -o ppid= $PPID); sleep 60; fi");
        Run run = run("known", "user", command);

        assertThat(run.status()).isEqualTo(EcNode.IO_FAILURE);
        List<TargetResult> targets = run.report().targets();
        assertThat(targets.getFirst().failure()).isNull();
        assertThat(targets.getLast().failure()).contains("the connection broke during the proof");
        assertThat(run.report().ok()).isFalse();
    }

    @Test
    void a_proof_that_takes_too_long_is_stopped_there_too() throws Exception {
        Path mark = root.resolve("pid");
        Path command = sshd.command("ec-node-hanging", "echo $$ >> " + mark, "exec sleep 300");
        Run run = run("known", "user", command, "--proof-timeout", "2");

        assertThat(run.err()).contains("the proof did not end within 2 s and was stopped");
        for (String pid : Files.readAllLines(mark)) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(left -> left.onExit().join());
        }
    }

    @Test
    void a_full_disk_there_is_told_before_the_copy() throws Exception {
        assertThat(System.getProperty("user.name"))
                .as("this test gives a server a small disk: run it as root, in a container with --cap-add SYS_ADMIN")
                .isEqualTo("root");
        try (LocalSshd small = LocalSshd.start(
                SERVERS.resolve("small"),
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount --bind \"$0\" /mnt && mount -t tmpfs -o size=1m tmpfs /tmp && mkdir -p \"$0\""
                        + " && mount --bind /mnt \"$0\" && exec \"$@\"",
                SERVERS.resolve("small").toAbsolutePath().toString())) {
            Run run = run(small, "known", "user", small.command("ec-node"));

            assertThat(run.status()).isEqualTo(EcNode.IO_FAILURE);
            assertThat(run.err()).contains("its disk is too full: " + Files.size(station) + " bytes do not fit");
        }
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> below = Files.list(Path.of("/tmp"))) {
            return below.filter(path -> path.toString().startsWith(remoteRoot)).toList();
        }
    }

    private record Run(int status, String err, Path directory) {
        RemoteReport report() throws IOException {
            return Json.mapper().readValue(directory.resolve("compare.json").toFile(), RemoteReport.class);
        }
    }

    private Run run(String hosts, String key, Path command, String... more) throws Exception {
        return run(sshd, hosts, key, command, more);
    }

    private Run run(LocalSshd server, String hosts, String key, Path command, String... more) throws Exception {
        Path directory = Files.createTempDirectory(root, "out");
        StringWriter err = new StringWriter();
        Stream<Object> arguments = Stream.concat(
                Stream.of(
                        "publisher-proof-remote-compare",
                        "a=" + server.address(),
                        "b=ssh://" + server.address(),
                        "--input",
                        station,
                        "--output-dir",
                        directory,
                        "--profile",
                        "demo",
                        "--require-ok",
                        "--known-hosts",
                        server.file(hosts),
                        "--identity",
                        server.file(key),
                        "--remote-command",
                        command,
                        "--remote-root",
                        remoteRoot),
                Stream.of(more));
        CommandLine line = EcNode.commandLine()
                .setOut(new PrintWriter(new StringWriter(), true))
                .setErr(new PrintWriter(err, true));
        int status = line.execute(arguments.map(Object::toString).toArray(String[]::new));
        return new Run(status, err.toString(), directory);
    }
}
