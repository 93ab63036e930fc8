package channel.every.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import channel.every.json.Json;
import channel.every.proof.ProofCause;
import channel.every.proof.ProofComparison;
import channel.every.station.LoopCache;
import channel.every.station.Multiplex;
import channel.every.station.Standard;
import channel.every.station.StationRecording;
import channel.every.station.StationSettings;
import channel.every.station.VideoSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
    static void records_four_seconds_of_a_station() throws Exception {
        StationSettings settings = StationSettings.of(Standard.ATSC).withPicture(new VideoSize(320, 180), 3_000_000);
        Multiplex air =
                Multiplex.open(settings, new LoopCache(Path.of("target", "station-cache"), System.err::println));
        station = StationRecording.of(air, Instant.parse("2026-11-20T20:00:00Z"), Duration.ofSeconds(5))
                .write(root.resolve("station.ts"));
    }

    @Test
    void an_encoder_that_crashes_is_the_cause_of_its_window_alone() throws Exception {
        KeptContexts contexts = job(root.resolve("crash"));
        contexts.ffmpeg = ffmpeg("crash", "kill -SEGV $$");

        assertThat(proven(contexts)).isEqualTo("unproven");
        onlyOneWindowFailed(contexts, "");
    }

    @Test
    void an_encoder_that_hangs_is_killed_and_is_the_cause_of_its_window_alone() throws Exception {
        KeptContexts contexts = job(root.resolve("hang"));
        contexts.ffmpeg = ffmpeg("hang", "kill -STOP $$");
        contexts.encodeTimeout = Duration.ofSeconds(8);

        assertThat(proven(contexts)).isEqualTo("unproven");
        onlyOneWindowFailed(contexts, "did not finish within 8000 ms and was killed");
        long hung =
                Long.parseLong(Files.readString(root.resolve("hang.done/pid")).strip());
        assertThat(ProcessHandle.of(hung)).isEmpty();
    }

    @Test
    void a_full_disk_ends_the_job_with_its_reason_and_with_room_it_goes_on_without_a_loss() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "a small disk can be mounted by root alone");
        Path disk = Files.createDirectories(root.resolve("disk"));
        mount("mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", disk.toString());
        try {
            KeptContexts contexts = job(disk);
            new JobNotes(contexts, contexts.book).beforeJob();
            Properties first = parts(contexts)[0];
            ProofRun.Saved checkpoint = untilFull(contexts, first);
            assertThat(contexts.book
                            .note(contexts.getInstanceId())
                            .orElseThrow()
                            .failure())
                    .contains("No space left on device");

            mount("mount", "-o", "remount,size=4m", disk.toString());
            new ProofRun(contexts, checkpoint, first).chunks(Integer.MAX_VALUE);
            for (Properties part : Stream.of(parts(contexts)).skip(1).toList()) {
                new ProofRun(contexts, null, part).chunks(Integer.MAX_VALUE);
            }
            assertThat(new ProofCompare(contexts, contexts, contexts.places(), contexts.book).process())
                    .isEqualTo("proven");
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
            run.chunks(Integer.MAX_VALUE);
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

    private static String proven(KeptContexts contexts) throws Exception {
        for (Properties part : parts(contexts)) {
            new ProofRun(contexts, null, part).chunks(Integer.MAX_VALUE);
        }
        return new ProofCompare(contexts, contexts, contexts.places(), contexts.book).process();
    }

    private static Properties[] parts(KeptContexts contexts) throws Exception {
        return new ProofPartitions(contexts, contexts.places(), contexts.book)
                .mapPartitions()
                .getPartitionProperties();
    }

    private static KeptContexts job(Path output) {
        KeptContexts contexts = new KeptContexts(root.resolve("data"));
        contexts.properties.setProperty("input", station.toString());
        contexts.properties.setProperty("profile", "demo");
        contexts.properties.setProperty("output", output.toString());
        return contexts;
    }

    /** An ffmpeg that does something else for the first window, once. */
    private static String ffmpeg(String name, String instead) throws Exception {
        Path done = root.resolve(name + ".done");
        Path file = Files.writeString(root.resolve(name + "-ffmpeg"), """
                #!/bin/bash
                if [[ "$*" == */0.ts* ]] && mkdir '%1$s' 2>/dev/null; then echo $$ > '%1$s/pid'; %2$s; fi
                exec ffmpeg "$@"
                """.formatted(done, instead));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }

    private static void mount(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
