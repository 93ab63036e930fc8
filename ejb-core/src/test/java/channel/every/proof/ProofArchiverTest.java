package channel.every.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.MediaTiming;
import channel.every.archive.ObjectKind;
import channel.every.archive.ObjectStore;
import channel.every.archive.PutOutcome;
import channel.every.archive.ReceptionQuality;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.clock.ChunkCadence;
import channel.every.clock.ChunkIndex;
import channel.every.cmaf.Fragment;
import channel.every.cmaf.InitSegment;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodedTrack;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.identity.SourceIdentity;
import channel.every.psi.StreamHealth;
import channel.every.time.Timescale;
import channel.every.window.ProofStanding;
import channel.every.window.SourceWindow;
import channel.every.window.WindowInput;
import channel.every.window.WindowQuality;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProofArchiverTest {
    private static final Label BROADCAST = new Label("la-kcop");
    private static final Blake3Hash PROFILE = Reports.hash("profile");
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");

    @TempDir
    Path root = Path.of("unset");

    @Test
    void a_window_becomes_an_init_record_and_its_media_records_per_rendition() throws Exception {
        try (JsonLinesIndex index = new JsonLinesIndex(root.resolve("manifests"))) {
            ArchiveOutcome outcome =
                    archiver(store(), index, "s1").archive(window(1000, new WindowQuality(2, 1, 0, 33)), encoded());

            assertThat(outcome).isInstanceOf(ArchiveOutcome.Archived.class);
            List<ArchiveRecord> records = index.since(BROADCAST, ArchiveRecord.PROOF_TRACK, 0);
            assertThat(((ArchiveOutcome.Archived) outcome).records()).isEqualTo(records);
            assertThat(records)
                    .extracting(each -> each.rendition() + " " + each.kind().text() + " "
                            + each.groupSequence().value())
                    .containsExactly(
                            "720p init 4096000",
                            "720p media 4096000",
                            "720p media 4096001",
                            "audio init 4096000",
                            "audio media 4096000");
            ArchiveRecord second = records.get(2);
            assertThat(second)
                    .isEqualTo(new ArchiveRecord(
                            "ec/stream/v1/source/file/profile-test/variant-main",
                            BROADCAST,
                            Rendition.of("720p"),
                            new Label("publisher.m4s"),
                            ObjectKind.MEDIA,
                            second.groupSequence(),
                            hash("v2"),
                            2,
                            "objects/blake3/" + hash("v2").toString().substring(0, 2) + "/" + hash("v2") + ".bin",
                            NOW.toEpochMilli(),
                            "node-a",
                            "s1",
                            true,
                            new MediaTiming(1000, 1045, 90_000, 45),
                            hash("source"),
                            PROFILE,
                            new ReceptionQuality(2, 1, 33)));
            assertThat(records.getFirst().media()).isNull();
            assertThat(store().get(hash("v2"))).hasValue("v2".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void a_record_says_what_was_wrong_with_the_stream_and_why_its_window_proves_nothing() throws Exception {
        StreamHealth stream = new StreamHealth(1, 0, 0, 7, 0, 0, 0, 2, 0, 0, 0, 0, 0);
        SourceWindow whole = window(1000, new WindowQuality(0, 0, 3, 0));
        SourceWindow young = new SourceWindow(
                        whole.index(), whole.cadence(), true, ProofStanding.YOUNG, whole.input(), whole.quality())
                .within(stream);
        try (JsonLinesIndex index = new JsonLinesIndex(root.resolve("manifests"))) {
            archiver(store(), index, "s1").archive(young, encoded());
            ReceptionQuality quality = Objects.requireNonNull(index.since(BROADCAST, ArchiveRecord.PROOF_TRACK, 0)
                    .getFirst()
                    .quality());
            assertThat(quality.standing()).isEqualTo("young");
            assertThat(quality.whole()).isTrue();
            assertThat(quality.others())
                    .containsExactly(
                            Map.entry("crc_errors", 2L),
                            Map.entry("scrambled_packets", 3L),
                            Map.entry("stream_continuity_errors", 7L),
                            Map.entry("sync_losses", 1L));
        }
    }

    @Test
    void an_index_is_archived_once_and_never_gone_back_to() throws Exception {
        try (JsonLinesIndex index = new JsonLinesIndex(root.resolve("manifests"))) {
            ProofArchiver archiver = archiver(store(), index, "s1");
            archiver.archive(window(1000, WindowQuality.WHOLE), encoded());

            assertThat(archiver.archive(window(1000, WindowQuality.WHOLE), encoded()))
                    .isEqualTo(new ArchiveOutcome.Refused(
                            "window 1000 is not after window 1000, which node-a has archived"));
            assertThat(archiver.archive(window(999, WindowQuality.WHOLE), encoded()))
                    .isInstanceOf(ArchiveOutcome.Refused.class);
            assertThat(archiver.lastArchived()).isEqualTo(new ChunkIndex(1000));
            assertThat(index.since(BROADCAST, ArchiveRecord.PROOF_TRACK, 0)).hasSize(5);
        }
    }

    @Test
    void a_restarted_publisher_goes_on_after_its_last_window_and_another_node_is_not_bound_by_it() throws Exception {
        try (JsonLinesIndex index = new JsonLinesIndex(root.resolve("manifests"))) {
            archiver(store(), index, "s1").archive(window(1000, WindowQuality.WHOLE), encoded());
        }
        try (JsonLinesIndex index = new JsonLinesIndex(root.resolve("manifests"))) {
            ProofArchiver restarted = archiver(store(), index, "s2");

            assertThat(restarted.archive(window(1000, WindowQuality.WHOLE), encoded()))
                    .isInstanceOf(ArchiveOutcome.Refused.class);
            assertThat(restarted.archive(window(1001, WindowQuality.WHOLE), encoded()))
                    .isInstanceOf(ArchiveOutcome.Archived.class);
            assertThat(new ProofArchiver(
                                    store(),
                                    index,
                                    new SourceIdentity(new Label("node-b"), new Label("s1")),
                                    BROADCAST,
                                    null,
                                    PROFILE,
                                    InstantSource.fixed(NOW))
                            .lastArchived())
                    .isNull();
        }
    }

    @Test
    void no_record_is_written_before_its_object_is_durable_and_the_window_may_be_offered_again() throws Exception {
        try (JsonLinesIndex index = new JsonLinesIndex(root.resolve("manifests"))) {
            ProofArchiver archiver = archiver(new FullDisk(), index, "s1");

            assertThatThrownBy(() -> archiver.archive(window(1000, WindowQuality.WHOLE), encoded()))
                    .isInstanceOf(IOException.class);
            assertThat(index.broadcasts()).isEmpty();
            assertThat(archiver.lastArchived()).isNull();
        }
    }

    @Test
    void a_promoted_stream_is_called_by_its_new_name() throws Exception {
        try (JsonLinesIndex index = new JsonLinesIndex(root.resolve("manifests"))) {
            ProofArchiver archiver = archiver(store(), index, "s1");
            archiver.archive(window(1000, WindowQuality.WHOLE), encoded());
            archiver.identify("ec/stream/v1/broadcast/atsc/tsid-2065/program-3/profile-test/variant-main");
            archiver.archive(window(1001, WindowQuality.WHOLE), encoded());

            assertThat(index.since(BROADCAST, ArchiveRecord.PROOF_TRACK, 0))
                    .extracting(ArchiveRecord::streamId)
                    .startsWith("ec/stream/v1/source/file/profile-test/variant-main")
                    .endsWith("ec/stream/v1/broadcast/atsc/tsid-2065/program-3/profile-test/variant-main");
        }
    }

    private FileObjectStore store() {
        return new FileObjectStore(root.resolve("cas"));
    }

    private static ProofArchiver archiver(ObjectStore store, JsonLinesIndex index, String session) throws IOException {
        return new ProofArchiver(
                store,
                index,
                new SourceIdentity(new Label("node-a"), new Label(session)),
                BROADCAST,
                "ec/stream/v1/source/file/profile-test/variant-main",
                PROFILE,
                InstantSource.fixed(NOW));
    }

    private static SourceWindow window(long index, WindowQuality quality) {
        return new SourceWindow(
                new ChunkIndex(index),
                ChunkCadence.DEFAULT,
                true,
                ProofStanding.ELIGIBLE,
                new WindowInput(new byte[188], hash("source"), null, null, List.of()),
                quality);
    }

    private static EncodeOutcome.Encoded encoded() {
        return new EncodeOutcome.Encoded(
                List.of(
                        new EncodedTrack(
                                Rendition.of("720p"), init("vi"), List.of(fragment("v1", 1000), fragment("v2", 1045))),
                        new EncodedTrack(Rendition.of("audio"), init("ai"), List.of(fragment("a1", 500)))),
                Duration.ofMillis(300));
    }

    private static InitSegment init(String bytes) {
        return new InitSegment(bytes.getBytes(StandardCharsets.UTF_8), Timescale.VIDEO_90K);
    }

    private static Fragment fragment(String bytes, long decodeTime) {
        return new Fragment(bytes.getBytes(StandardCharsets.UTF_8), 1, decodeTime, Timescale.VIDEO_90K, 45);
    }

    private static Blake3Hash hash(String word) {
        return Blake3.hash(word.getBytes(StandardCharsets.UTF_8));
    }

    private static final class FullDisk implements ObjectStore {
        @Override
        public PutOutcome put(byte[] object) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public Optional<byte[]> get(Blake3Hash hash) {
            return Optional.empty();
        }

        @Override
        public Set<Blake3Hash> findMissing(Collection<Blake3Hash> hashes) {
            return Set.copyOf(hashes);
        }
    }
}
