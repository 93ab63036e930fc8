package channel.every.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.clock.ChunkCadence;
import channel.every.cmaf.Fragment;
import channel.every.cmaf.InitSegment;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodedTrack;
import channel.every.encode.WindowEncoder;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.identity.SourceIdentity;
import channel.every.node.PublisherBook.LossCause;
import channel.every.proof.ProofArchiver;
import channel.every.station.Multiplex;
import channel.every.station.Standard;
import channel.every.station.StationRecording;
import channel.every.station.TestBroadcasts;
import channel.every.time.Timescale;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import channel.every.window.ChopperSettings;
import channel.every.window.SourceWindow;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A publisher that receives the synthetic station. */
class PublisherTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Multiplex AIR = TestBroadcasts.open(TestBroadcasts.atsc());
    private static final String BROADCAST = "broadcast/atsc/tsid-2049/program-1/callsign-KCOP";
    private static final Label NAME = new Label("roof");
    private static final Label CHANNEL = new Label("la-kcop");

    /** A/65 table 4.3: table_id of the TVCT. */
    private static final int TERRESTRIAL_CHANNELS = 0xC8;

    @TempDir
    private Path directory;

    private final List<SourceWindow> encoded = new ArrayList<>();
    private JsonLinesIndex index;

    @BeforeEach
    void openIndex() throws Exception {
        index = new JsonLinesIndex(directory.resolve("manifests"));
    }

    @AfterEach
    void closeIndex() throws Exception {
        index.close();
    }

    /** Encodes each window to some bytes of its own. */
    private static EncodeOutcome bytes(SourceWindow window) {
        byte[] bytes = ("window " + window.index().value()).getBytes(StandardCharsets.UTF_8);
        return new EncodeOutcome.Encoded(
                List.of(new EncodedTrack(
                        Rendition.of("720p"),
                        new InitSegment("init".getBytes(StandardCharsets.UTF_8), Timescale.VIDEO_90K),
                        List.of(new Fragment(bytes, 1, 0, Timescale.VIDEO_90K, 90_090)))),
                Duration.ofMillis(300));
    }

    private Publisher publisher(Function<SourceWindow, EncodeOutcome> encoding, Executor workers) throws Exception {
        return publisher(URI.create("http://10.0.0.7"), encoding, workers);
    }

    private Publisher publisher(URI device, Function<SourceWindow, EncodeOutcome> encoding, Executor workers)
            throws Exception {
        Blake3Hash profile = Blake3.hash(new byte[0]);
        WindowEncoder encoder = new WindowEncoder() {
            @Override
            public EncodeOutcome encode(SourceWindow window) {
                encoded.add(window);
                return encoding.apply(window);
            }

            @Override
            public Blake3Hash profileHash() {
                return profile;
            }
        };
        SourceIdentity source = new SourceIdentity(new Label("node.roof"), new Label("s1"));
        InstantSource clock = InstantSource.fixed(NOON.plusSeconds(60));
        return new Publisher(
                new PublisherSettings(NAME, CHANNEL, device, "5.1", null, null),
                source,
                ChopperSettings.recording(ChunkCadence.DEFAULT),
                encoder,
                new ProofArchiver(
                        new FileObjectStore(directory.resolve("cas")), index, source, CHANNEL, null, profile, clock),
                new Label("test"),
                new EncodeWorkers(workers, 1),
                new Overload(new AtomicLong()),
                null,
                clock);
    }

    /** Lets a publisher receive what is on air, cut at each chunk boundary as by the timer. */
    private static void receive(Publisher publisher, Instant from, int seconds) {
        receive(publisher, from, seconds, (packet, bytes) -> {});
    }

    /** @param change what becomes of each packet on its way: a view of it and the bytes in which it lies */
    private static void receive(Publisher publisher, Instant from, int seconds, BiConsumer<TsPacket, byte[]> change) {
        byte[] air = StationRecording.of(AIR, from, Duration.ofSeconds(seconds)).toBytes();
        TsPacket packet = new TsPacket();
        for (int at = 0; at < air.length; at += TsPacket.SIZE) {
            change.accept(packet.at(air, at), air);
        }
        for (int at = 0; at < air.length; at += 65_536) {
            publisher.received(Arrays.copyOfRange(air, at, Math.min(air.length, at + 65_536)));
            publisher.closeDue();
        }
    }

    @Test
    void a_stream_goes_by_its_source_until_tables_and_clock_name_the_broadcast() throws Exception {
        Publisher publisher = publisher(PublisherTest::bytes, Runnable::run);
        assertThat(publisher.page().streamId())
                .hasToString("ec/stream/v1/source/hdhr/device-10.0.0.7/channel-5.1/profile-test/variant-main");
        assertThat(publisher.page().broadcastScope()).isFalse();
        assertThat(publisher.anchored()).isEmpty();

        receive(publisher, NOON, 12);
        assertThat(publisher.page().streamId()).hasToString("ec/stream/v1/" + BROADCAST + "/profile-test/variant-main");
        assertThat(publisher.broadcastKey())
                .hasValueSatisfying(key -> assertThat(key.path()).isEqualTo(BROADCAST));
        assertThat(publisher.page().namings()).contains(entry(Naming.PROMOTED, 1L));
        assertThat(publisher.page().namings()).doesNotContainKey(Naming.DEMOTED);
        assertThat(publisher.anchored()).hasValueSatisfying(anchored -> {
            assertThat(anchored.anchor()).isEqualTo(publisher.anchor().orElseThrow());
            assertThat(anchored.first()).isEqualTo(encoded.getFirst().index());
        });
    }

    @Test
    void every_window_is_encoded_in_order_and_archived_under_the_broadcasts_name() throws Exception {
        Publisher publisher = publisher(PublisherTest::bytes, Runnable::run);
        receive(publisher, NOON, 12);
        List<Long> indexes =
                encoded.stream().map(window -> window.index().value()).toList();
        assertThat(indexes).hasSizeGreaterThanOrEqualTo(8).isSorted().doesNotHaveDuplicates();
        assertThat(index.since(CHANNEL, ArchiveRecord.PROOF_TRACK, 0))
                .filteredOn(record -> record.media() != null)
                .hasSize(encoded.size())
                .extracting(ArchiveRecord::streamId)
                .containsOnly("ec/stream/v1/" + BROADCAST + "/profile-test/variant-main");
        PublisherBook.Page page = publisher.page();
        assertThat(page.archived()).isEqualTo(encoded.size());
        assertThat(page.lastIndex()).isEqualTo(encoded.getLast().index());
        assertThat(page.dropped())
                .as("the window on air when reception began")
                .containsExactly(entry(LossCause.RECEPTION, 1L));
        assertThat(page.encodeCpuTotal()).isEqualTo(Duration.ofMillis(300).multipliedBy(encoded.size()));
        assertThat(Objects.requireNonNull(page.lag()))
                .as("from the window's end on air to the node's clock, a minute after noon")
                .isBetween(Duration.ofSeconds(45), Duration.ofSeconds(55));
    }

    @Test
    void what_the_encoder_refuses_is_lost_there_and_said() throws Exception {
        Publisher publisher = publisher(
                window -> encoded.size() == 2 ? new EncodeOutcome.Failed("no space for a picture") : bytes(window),
                Runnable::run);
        receive(publisher, NOON, 12);
        assertThat(publisher.page().dropped()).contains(entry(LossCause.ENCODE, 1L));
        assertThat(publisher.page().lastDrop())
                .isEqualTo("window " + encoded.get(1).index().value() + ": no space for a picture");
        assertThat(publisher.page().archived()).isEqualTo(encoded.size() - 1);
    }

    @Test
    void what_was_archived_before_a_restart_is_not_archived_again() throws Exception {
        receive(publisher(PublisherTest::bytes, Runnable::run), NOON, 8);
        int before = encoded.size();
        Publisher restarted = publisher(PublisherTest::bytes, Runnable::run);
        receive(restarted, NOON, 12);
        assertThat(restarted.page().dropped()).contains(entry(LossCause.ARCHIVE, (long) before));
        assertThat(restarted.page().lastDrop()).contains("is not after window").contains("node.roof");
        assertThat(restarted.page().archived())
                .isEqualTo(encoded.size() - 2L * before)
                .isPositive();
    }

    @Test
    void windows_behind_those_that_may_wait_are_lost_as_busy_and_the_others_kept() throws Exception {
        Queue<Runnable> notYet = new ArrayDeque<>();
        Publisher publisher = publisher(PublisherTest::bytes, notYet::add);
        receive(publisher, NOON, 14);
        long busy = publisher.page().dropped().getOrDefault(LossCause.BUSY, 0L);
        assertThat(busy).isPositive();
        assertThat(publisher.windowsWaiting()).isEqualTo(EncodeQueue.MAX_PENDING_WINDOWS);
        assertThat(publisher.page().lastDrop()).contains("the encoders are behind by 8 windows");
        for (Runnable next = notYet.poll(); next != null; next = notYet.poll()) {
            next.run();
        }
        assertThat(publisher.windowsWaiting()).isZero();
        assertThat(publisher.page().archived()).isEqualTo(encoded.size());
        assertThat(encoded).extracting(window -> window.index().value()).isSorted();
    }

    @Test
    void a_jump_of_the_clock_forgets_the_anchor_and_the_next_window_brings_another() throws Exception {
        Publisher publisher = publisher(PublisherTest::bytes, Runnable::run);
        receive(publisher, NOON, 8);
        AnchoredChunks before = publisher.anchored().orElseThrow();
        int windows = encoded.size();
        Instant later = NOON.plus(Duration.ofHours(1));
        receive(publisher, later, 1);
        assertThat(publisher.anchored()).isEmpty();
        assertThat(publisher.page().lastDrop()).contains("the clock epoch ended within the window");
        receive(publisher, later.plusSeconds(1), 11);
        AnchoredChunks after = publisher.anchored().orElseThrow();
        assertThat(after.first()).isEqualTo(encoded.get(windows).index());
        assertThat(after.first().value() - before.first().value()).isGreaterThan(3500);
        assertThat(publisher.page().epochs()).isEqualTo(2);
        assertThat(publisher.page().dropped()).containsOnlyKeys(LossCause.RECEPTION);
    }

    @Test
    void a_stream_whose_channel_table_stays_away_for_a_minute_goes_by_its_source_until_the_table_returns()
            throws Exception {
        boolean[] archiving = {true};
        Publisher publisher = publisher(
                window -> archiving[0] ? bytes(window) : new EncodeOutcome.Failed("not looked at"), Runnable::run);
        receive(publisher, NOON, 6);
        assertThat(publisher.page().broadcastScope()).isTrue();

        archiving[0] = false;
        receive(publisher, NOON.plusSeconds(6), 58, PublisherTest::withoutChannels);
        assertThat(publisher.page().broadcastScope()).as("within the minute").isTrue();
        archiving[0] = true;
        receive(publisher, NOON.plusSeconds(64), 6, PublisherTest::withoutChannels);
        assertThat(publisher.page().streamId())
                .hasToString("ec/stream/v1/source/hdhr/device-10.0.0.7/channel-5.1/profile-test/variant-main");
        assertThat(publisher.broadcastKey()).isEmpty();
        assertThat(publisher.page().clock().synced()).as("its clock runs on").isTrue();

        receive(publisher, NOON.plusSeconds(70), 3);
        assertThat(publisher.page().broadcastScope()).isTrue();
        assertThat(publisher.page().namings()).contains(entry(Naming.PROMOTED, 2L), entry(Naming.DEMOTED, 1L));
        List<String> names = index.since(CHANNEL, ArchiveRecord.PROOF_TRACK, 0).stream()
                .filter(record -> record.media() != null)
                .map(ArchiveRecord::streamId)
                .toList();
        String named = "ec/stream/v1/" + BROADCAST + "/profile-test/variant-main";
        assertThat(names.getFirst()).isEqualTo(named);
        assertThat(names.getLast()).isEqualTo(named);
        assertThat(names).anyMatch(name -> name.startsWith("ec/stream/v1/source/hdhr/"));
    }

    /** VCTs become null packets; the STTs on the same PID stay. */
    private static void withoutChannels(TsPacket packet, byte[] air) {
        boolean channels = packet.pid() == Pid.ATSC_PSIP.value()
                && packet.payloadUnitStart()
                && (air[packet.payloadOffset() + 1] & 0xFF) == TERRESTRIAL_CHANNELS;
        if (channels) {
            air[packet.offset() + 1] |= 0x1F;
            air[packet.offset() + 2] = (byte) 0xFF;
        }
    }

    @Test
    void a_program_that_the_broadcaster_scrambles_is_said_to_be_and_is_archived_again_when_it_is_in_the_clear()
            throws Exception {
        Publisher publisher = publisher(PublisherTest::bytes, Runnable::run);
        receive(publisher, NOON, 6);
        assertThat(publisher.page().scrambled()).isFalse();
        long before = publisher.page().archived();

        receive(publisher, NOON.plusSeconds(6), 8, (packet, air) -> {
            if (packet.pid() == Standard.ATSC.videoPid().value() && packet.hasPayload()) {
                air[packet.offset() + 3] |= (byte) 0xC0;
            }
        });
        assertThat(publisher.page().scrambled()).isTrue();
        assertThat(publisher.page().lastDrop()).endsWith("the broadcaster scrambles the program");
        assertThat(publisher.page().broadcastScope())
                .as("tables and clock are in the clear")
                .isTrue();
        long during = publisher.page().archived();
        assertThat(during - before).as("what was complete when it began").isLessThanOrEqualTo(2);

        receive(publisher, NOON.plusSeconds(14), 8);
        assertThat(publisher.page().scrambled()).isFalse();
        assertThat(publisher.page().archived()).isGreaterThan(during);
        assertThat(encoded.getLast().quality().whole()).isTrue();
    }

    @Test
    void a_source_is_named_by_kind_and_place() throws Exception {
        assertThat(source("file:///media/air.ts")).startsWith("ec/stream/v1/source/file/device-");
        assertThat(source("ts+http://10.0.0.8:8080")).startsWith("ec/stream/v1/source/http/device-10.0.0.8");
        assertThat(source("dvb://adapter0/frontend0")).startsWith("ec/stream/v1/source/linux-dvb/device-");
        assertThat(source("http://10.0.0.7")).startsWith("ec/stream/v1/source/hdhr/device-10.0.0.7/");
    }

    private String source(String device) throws Exception {
        return Objects.requireNonNull(publisher(URI.create(device), PublisherTest::bytes, Runnable::run)
                        .page()
                        .streamId())
                .toString();
    }
}
