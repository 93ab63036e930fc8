package channel.every.batch;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.json.Json;
import channel.every.proof.ProofCause;
import channel.every.proof.ProofComparison;
import channel.every.station.SmallStation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proof job does when its encoder or its disk fails: a clear state, no process left, nothing lost. */
final class ProofJobFaultsTest {
    @TempDir
    static Path root = Path.of("unset");

    private static Path station = Path.of("unset");

    @BeforeAll
    static void records_five_seconds_of_a_station() throws Exception {
        station = SmallStation.record(root.resolve("station.ts"), 5);
    }

    @Test
    void an_encoder_that_crashes_is_the_cause_of_its_window_alone() throws Exception {
        KeptContexts contexts = ProofJobs.of(root, station, root.resolve("crash"));
        contexts.ffmpeg = ffmpeg("crash", "kill -SEGV $$");

        assertThat(ProofJobs.run(contexts)).isEqualTo("unproven");
        onlyOneWindowFailed(contexts, "");
    }

    @Test
    void an_encoder_that_hangs_is_killed_and_is_the_cause_of_its_window_alone() throws Exception {
        KeptContexts contexts = ProofJobs.of(root, station, root.resolve("hang"));
        contexts.ffmpeg = ffmpeg("hang", "kill -STOP $$");
        contexts.encodeTimeout = Duration.ofSeconds(8);

        assertThat(ProofJobs.run(contexts)).isEqualTo("unproven");
        onlyOneWindowFailed(contexts, "did not finish within 8000 ms and was killed");
        long hung =
                Long.parseLong(Files.readString(root.resolve("hang.done/pid")).strip());
        assertThat(ProcessHandle.of(hung)).isEmpty();
    }

    @Test
    void a_full_disk_ends_the_job_with_its_reason_and_with_room_it_goes_on_without_a_loss() throws Exception {
        Path disk = Files.createDirectories(root.resolve("disk"));
        mount("mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", disk.toString());
        try {
            KeptContexts contexts = ProofJobs.of(root, station, disk);
            new JobNotes(contexts, contexts.book).beforeJob();
            Properties first = ProofJobs.parts(contexts)[0];
            ProofRun.Saved checkpoint = untilFull(contexts, first);
            assertThat(contexts.book
                            .note(contexts.getInstanceId())
                            .orElseThrow()
                            .failure())
                    .contains("No space left on device");

            mount("mount", "-o", "remount,size=4m", disk.toString());
            new ProofRun(contexts, checkpoint, first).toEnd();
            for (Properties part : Stream.of(ProofJobs.parts(contexts)).skip(1).toList()) {
                new ProofRun(contexts, null, part).toEnd();
            }
            assertThat(ProofJobs.compared(contexts)).isEqualTo("proven");
        } finally {
            mount("umount", disk.toString());
        }
    }

    /** @return the last checkpoint before the disk was full */
    private static ProofRun.Saved untilFull(KeptContexts contexts, Properties part) throws Exception {
        ProofRun run = new ProofRun(contexts, null, part);
        run.chunks(1);
        ProofRun.Saved checkpoint = run.saved();
        Path ballast = ProofJob.of(contexts, contexts.places()).output().resolve("ballast");
        try {
            Files.write(ballast, new byte[1 << 20]);
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space");
        }
        try {
            run.toEnd();
            throw new AssertionError("the disk is full");
        } catch (IOException full) {
            new JobNotes(contexts, contexts.book).onError(full);
        }
        Files.delete(ballast);
        return checkpoint;
    }

    private static void onlyOneWindowFailed(KeptContexts contexts, String failure) throws Exception {
        ProofComparison comparison = Json.mapper().readValue(String.valueOf(contexts.kept), ProofComparison.class);
        assertThat(comparison.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.cause()).isEqualTo(ProofCause.ENCODER_FAILURE);
            assertThat(difference.evidence()).contains(failure);
        });
        assertThat(comparison.equalWindows()).isEqualTo(comparison.comparedWindows() - 1);
    }

    /** An ffmpeg that does something else for the first window, once; and once more when that is encoded apart from its neighbours. */
    private static String ffmpeg(String name, String instead) throws Exception {
        Path done = root.resolve(name + ".done");
        Path file = Files.writeString(root.resolve(name + "-ffmpeg"), """
                #!/bin/bash
                fault() { echo $$ > '%1$s/pid'; %2$s; }
                if [[ "$*" == */0.ts* ]]; then
                  if mkdir '%1$s' 2>/dev/null; then
                    if [[ "$*" == */1.ts* ]]; then mkdir '%1$s/again'; fi
                    fault
                  elif [[ "$*" != */1.ts* ]] && rmdir '%1$s/again' 2>/dev/null; then
                    fault
                  fi
                fi
                exec ffmpeg "$@"
                """.formatted(done, instead));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }

    private static void mount(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(
                        "%s: this test fills a small disk of its own; run it as root, in a container with --cap-add SYS_ADMIN",
                        String.join(" ", command))
                .isZero();
    }
}
