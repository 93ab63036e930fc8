package channel.every.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.ObjectKind;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.clock.ChunkCadence;
import channel.every.encode.AudioVariant;
import channel.every.encode.ChannelLayout;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodeProfile;
import channel.every.encode.PictureRate;
import channel.every.encode.Rung;
import channel.every.encode.X264Preset;
import channel.every.encode.ffmpeg.FfmpegEncoder;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.identity.SourceIdentity;
import channel.every.station.Multiplex;
import channel.every.station.StationRecording;
import channel.every.station.TestBroadcasts;
import channel.every.window.ChopperSettings;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProofDuplicatesTest {
    private static final Instant FROM = Instant.parse("2026-11-20T20:00:00Z");
    private static final Label A = new Label("publisher-a");
    private static final Label B = new Label("publisher-b");
    private static final ChopperSettings SETTINGS = ChopperSettings.recording(ChunkCadence.DEFAULT);
    private static final ProofProgress SILENT = (publisher, window, bytes) -> {};
    private static final EncodeProfile PROFILE = new EncodeProfile(
            new Label("test"),
            1,
            PictureRate.FRAME,
            List.of(
                    new Rung(Rendition.of("180p"), 320, 180, X264Preset.ULTRAFAST, 30),
                    new Rung(Rendition.of("90p"), 160, 90, X264Preset.ULTRAFAST, 30)),
            List.of(new AudioVariant(Rendition.of("audio"), 64_000, ChannelLayout.STEREO, null)));

    @TempDir
    static Path root = Path.of("unset");

    private static byte[] recording = {};
    private static Path file = Path.of("unset");
    private static @Nullable FfmpegEncoder made;

    @BeforeAll
    static void records_eight_seconds_of_a_station() throws Exception {
        Multiplex air = TestBroadcasts.open(TestBroadcasts.atsc());
        recording = StationRecording.of(air, FROM, Duration.ofSeconds(8)).toBytes();
        file = Files.write(root.resolve("station.ts"), recording);
        made = FfmpegEncoder.local(PROFILE);
    }

    @Test
    void two_publishers_of_one_recording_make_the_same_windows() throws Exception {
        DuplicatesReport report = duplicates().run(both(file, file), false, SILENT);

        assertThat(report.comparison().differences()).isEmpty();
        assertThat(report.status()).isEqualTo("proven");
        assertThat(report.comparison().equalWindows()).isGreaterThanOrEqualTo(5);
        ProofWindow window = report.reports().getFirst().windows().getFirst();
        assertThat(window.synced()).isTrue();
        assertThat(window.tracks())
                .extracting(track -> track.rendition().toString())
                .containsExactly("180p", "90p", "audio");
        assertThat(Duration.between(FROM, Instant.ofEpochMilli(window.startUnixMs()))
                        .abs())
                .isLessThan(Duration.ofSeconds(15));
        assertThat(window.encoderCpuMs()).isPositive();
    }

    @Test
    void fragments_of_neighbouring_windows_join_without_gap_or_overlap() throws Exception {
        List<ProofWindow> made =
                windows(encoder()).run(new PublisherInput(A, file), SILENT).windows();

        for (int i = 1; i < made.size(); i++) {
            for (int track = 0; track < 3; track++) {
                ProofFragment before =
                        made.get(i - 1).tracks().get(track).fragments().getLast();
                ProofFragment after =
                        made.get(i).tracks().get(track).fragments().getFirst();
                assertThat(after.decodeTime()).as("track %d", track).isEqualTo(before.decodeTime() + before.duration());
            }
        }
    }

    @Test
    void interlaced_h264_with_mpeg_audio_is_proven_by_a_late_receiver_too() throws Exception {
        byte[] dvb = StationRecording.of(TestBroadcasts.open(TestBroadcasts.dvb()), FROM, Duration.ofSeconds(6))
                .toBytes();
        Path whole = Files.write(root.resolve("dvb.ts"), dvb);
        Path late = Files.write(root.resolve("dvb-late.ts"), Arrays.copyOfRange(dvb, 188 * 2501, dvb.length));
        DuplicatesReport report = duplicates().run(both(whole, late), true, SILENT);

        assertThat(report.comparison().differences()).isEmpty();
        assertThat(report.comparison().equalWindows()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_receiver_that_started_mid_gop_makes_the_same_windows_from_its_second_on() throws Exception {
        Path late = Files.write(root.resolve("late.ts"), Arrays.copyOfRange(recording, 188 * 5003, recording.length));
        DuplicatesReport report = duplicates().run(both(file, late), true, SILENT);

        assertThat(report.comparison().differences()).isEmpty();
        assertThat(report.ok()).isTrue();
        assertThat(report.comparison().edgeWindows()).isNotEmpty();
        assertThat(report.comparison().equalWindows()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void a_flipped_payload_byte_names_its_window_and_no_other() throws Exception {
        byte[] damaged = recording.clone();
        int packet = videoPayload(damaged, damaged.length / 2);
        damaged[packet + 100] ^= 0x20;
        Path flipped = Files.write(root.resolve("flipped.ts"), damaged);
        DuplicatesReport report = duplicates().run(both(file, flipped), false, SILENT);

        assertThat(report.ok()).isFalse();
        // A picture near a window's end is decoder context of the next one too.
        assertThat(report.comparison().differences()).hasSizeBetween(1, 2).allSatisfy(each -> {
            assertThat(each.reason()).isEqualTo(ProofReason.SOURCE_MISMATCH);
            assertThat(each.publisher()).isEqualTo(B);
        });
        ProofDifference first = report.comparison().differences().getFirst();
        assertThat(first.inputOffset()).isGreaterThan(packet);
        assertThat(first.text())
                .contains("window " + Objects.requireNonNull(first.chunkIndex()).value());
    }

    @Test
    void another_preset_is_another_profile() throws Exception {
        EncodeProfile slower = new EncodeProfile(
                PROFILE.name(),
                1,
                PictureRate.FRAME,
                List.of(new Rung(Rendition.of("180p"), 320, 180, X264Preset.FASTER, 30)),
                List.of());
        List<ProofReport> reports = List.of(
                windows(encoder()).run(new PublisherInput(A, file), SILENT),
                windows(FfmpegEncoder.local(slower)).run(new PublisherInput(B, file), SILENT));

        assertThat(ProofComparison.of(reports, false).differences())
                .extracting(ProofDifference::reason)
                .startsWith(ProofReason.OTHER_PROFILE)
                .contains(ProofReason.OTHER_RENDITIONS, ProofReason.MEDIA_MISMATCH);
    }

    @Test
    void a_text_file_is_refused() throws Exception {
        Path text = Files.writeString(root.resolve("notes.txt"), "G is for Golf\n".repeat(1000));

        assertThatThrownBy(() -> duplicates().run(both(text, text), false, SILENT))
                .isInstanceOf(NotTransportStreamException.class)
                .hasMessage(text + " is no MPEG transport stream: no packets in 14000 bytes");
    }

    @Test
    void one_identity_twice_is_refused() {
        assertThatThrownBy(() -> duplicates()
                        .run(List.of(new PublisherInput(A, file), new PublisherInput(A, file)), false, SILENT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_archived_source_holds_every_window_and_a_second_run_adds_nothing() throws Exception {
        try (JsonLinesIndex index = new JsonLinesIndex(root.resolve("manifests"))) {
            FileObjectStore store = new FileObjectStore(root.resolve("cas"));
            assertThat(archive(store, index)).isGreaterThanOrEqualTo(5);
            List<ArchiveRecord> records = index.since(new Label("kcop"), ArchiveRecord.PROOF_TRACK, 0);

            assertThat(archive(store, index)).isZero();
            assertThat(index.since(new Label("kcop"), ArchiveRecord.PROOF_TRACK, 0))
                    .isEqualTo(records);
            assertThat(records.getLast().streamId())
                    .startsWith("ec/stream/v1/broadcast/atsc/tsid-")
                    .endsWith("/profile-test/variant-main");
            List<ProofWindow> reported =
                    windows(encoder()).run(new PublisherInput(A, file), SILENT).windows();
            assertThat(records.stream()
                            .filter(each -> each.kind() == ObjectKind.MEDIA
                                    && each.rendition().equals(Rendition.of("180p")))
                            .map(ArchiveRecord::hash))
                    .isEqualTo(reported.stream()
                            .map(window -> window.tracks()
                                    .getFirst()
                                    .fragments()
                                    .getFirst()
                                    .hash())
                            .toList());
        }
    }

    private static long archive(FileObjectStore store, JsonLinesIndex index) throws Exception {
        ProofArchiver archiver = new ProofArchiver(
                store,
                index,
                new SourceIdentity(new Label("node-a"), new Label("s")),
                new Label("kcop"),
                null,
                encoder().profileHash(),
                InstantSource.fixed(FROM));
        try (InputStream in = Files.newInputStream(file)) {
            return new SourceArchive(PROFILE.name(), encoder(), archiver, 2, new Ignored())
                    .run(new WindowReader(in, "station", SETTINGS), 100, SourceArchive.WhenFull.WAIT);
        }
    }

    private static final class Ignored implements SourceArchive.Listener {
        @Override
        public void archived(CutWindow cut, EncodeOutcome.Encoded encoded, ArchiveOutcome outcome) {}

        @Override
        public void failed(CutWindow cut, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void dropped(CutWindow cut) {
            throw new AssertionError("a recording waits");
        }
    }

    private static FfmpegEncoder encoder() {
        return Objects.requireNonNull(made);
    }

    private static ProofWindows windows(FfmpegEncoder with) {
        return new ProofWindows(SETTINGS, PROFILE.name(), with);
    }

    private static ProofDuplicates duplicates() {
        return new ProofDuplicates(windows(encoder()), 2);
    }

    private static List<PublisherInput> both(Path a, Path b) {
        return List.of(new PublisherInput(A, a), new PublisherInput(B, b));
    }

    /** The first packet of the video PID at or after a place that is payload only. */
    private static int videoPayload(byte[] stream, int from) {
        int pid = TestBroadcasts.atsc().standard().videoPid().value();
        for (int at = from / 188 * 188; ; at += 188) {
            boolean payloadOnly = (stream[at + 3] & 0x30) == 0x10 && (stream[at + 1] & 0x40) == 0;
            if (((stream[at + 1] & 0x1F) << 8 | stream[at + 2] & 0xFF) == pid && payloadOnly) {
                return at;
            }
        }
    }
}
