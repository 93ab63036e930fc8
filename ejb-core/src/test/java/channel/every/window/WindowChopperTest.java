package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkCadence;
import channel.every.clock.EpochCause;
import channel.every.clock.SuspectReason;
import channel.every.clock.SyncState;
import channel.every.identity.BroadcastKey;
import channel.every.identity.Label;
import channel.every.psi.ProgramMap;
import channel.every.psi.Sections;
import channel.every.psi.StreamAnalysis;
import channel.every.psi.VirtualChannel;
import channel.every.psi.VirtualChannelTable;
import channel.every.time.Pcr;
import channel.every.time.Pts;
import channel.every.ts.PacketReader;
import channel.every.ts.PacketWriter;
import channel.every.ts.Packets;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WindowChopperTest {
    private static final ChunkCadence D = ChunkCadence.DEFAULT;

    @Test
    void indexes_follow_each_other_and_read_as_utc() throws Exception {
        Receiver receiver = Receiver.of(BroadcastSample.mpeg2WithAc3().packets());
        long first = receiver.windows.firstKey();
        assertThat(receiver.windows.keySet())
                .containsExactlyElementsOf(
                        receiver.windows.keySet().stream().sorted().toList());
        assertThat(receiver.windows.lastKey() - first).isEqualTo(receiver.windows.size() - 1);
        assertThat(first * D.milliseconds()).isCloseTo(BroadcastSample.UTC.toEpochMilli(), within(9 * 1001));
    }

    @Test
    void a_window_says_what_is_in_it() throws Exception {
        SourceWindow atsc = Receiver.of(BroadcastSample.mpeg2WithAc3().packets())
                .windows
                .firstEntry()
                .getValue();
        assertThat(atsc.input().videoCodec()).isEqualTo(VideoCodec.MPEG2);
        assertThat(atsc.input().audio()).extracting(AudioStream::codec).containsExactly(AudioCodec.AC3);
        assertThat(atsc.input().frameRate()).isEqualTo(new FrameRate(60_000, 1001));
        SourceWindow radio = Receiver.of(BroadcastSample.radio().packets())
                .windows
                .firstEntry()
                .getValue();
        assertThat(radio.input().videoCodec()).isNull();
        assertThat(radio.input().frameRate()).isNull();
        assertThat(radio.input().audio()).extracting(AudioStream::codec).containsExactly(AudioCodec.MPEG1);
    }

    @Test
    void nothing_reaches_over_a_discontinuity_and_windows_go_on_behind_it() throws Exception {
        BroadcastSample sample = BroadcastSample.mpeg2WithAc3();
        BroadcastSample jumped = sample.laterWithTime(1_000 * Pts.HERTZ);
        int half = sample.count() / 2;
        Receiver receiver = Receiver.of(concat(sample.until(half), jumped.from(half)));
        Receiver whole = Receiver.of(sample.packets());
        assertThat(causes(receiver)).containsExactly(EpochCause.FIRST_PCR, EpochCause.PCR_GAP);
        assertThat(receiver.dropped).anyMatch(dropped -> dropped.cause() == DropReason.EPOCH_ENDED);
        assertThat(receiver.windows.values()).allMatch(Receiver::sound);
        assertThat(receiver.windows).hasSizeBetween(whole.windows.size() - 4, whole.windows.size() - 1);
    }

    @Test
    void an_index_is_never_given_out_again() throws Exception {
        BroadcastSample sample = BroadcastSample.mpeg2WithAc3();
        Receiver once = Receiver.of(sample.packets());
        Receiver twice = Receiver.of(concat(sample.packets(), sample.packets()));
        assertThat(twice.windows.keySet()).isEqualTo(once.windows.keySet());
        assertThat(twice.chopper.counters().windowsDropped().get(DropReason.INDEX_PASSED))
                .isGreaterThanOrEqualTo(once.windows.size());
    }

    @Test
    void a_change_of_codec_closes_the_window() throws Exception {
        BroadcastSample before =
                BroadcastSample.dvb("-f lavfi -i testsrc2=size=160x90:rate=25 -t 9 -c:v mpeg2video -g 12");
        BroadcastSample after = BroadcastSample.dvb(
                "-f lavfi -i testsrc2=size=160x90:rate=25 -t 9 -c:v libx264 -preset ultrafast -g 12 -threads 1");
        int half = before.count() / 2;
        Receiver receiver = Receiver.of(concat(before.until(half), after.from(after.count() / 2)));
        assertThat(receiver.events.stream().filter(ChopperEvent.FormatFound.class::isInstance))
                .hasSize(2);
        assertThat(receiver.dropped).anyMatch(dropped -> dropped.cause() == DropReason.FORMAT_CHANGED);
        assertThat(receiver.windows.values().stream()
                        .map(window -> window.input().videoCodec())
                        .distinct())
                .containsExactly(VideoCodec.MPEG2, VideoCodec.H264);
    }

    @Test
    void another_pcr_pid_begins_an_epoch_and_windows_behind_it_are_the_same() throws Exception {
        BroadcastSample sample = BroadcastSample.mpeg2WithAc3();
        Receiver whole = Receiver.of(sample.packets());
        int half = sample.count() / 2;
        Receiver receiver = Receiver.of(concat(sample.until(half), withPcrElsewhere(sample.from(half))));
        assertThat(causes(receiver)).containsExactly(EpochCause.FIRST_PCR, EpochCause.PCR_PID_CHANGED);
        assertThat(receiver.dropped).anyMatch(dropped -> dropped.cause() == DropReason.FORMAT_CHANGED);
        assertThat(receiver.windows).hasSizeBetween(whole.windows.size() - 3, whole.windows.size() - 1);
        assertThat(receiver.windows.lastKey()).isEqualTo(whole.windows.lastKey());
        receiver.windows.forEach(
                (index, window) -> assertThat(window.input().hash()).isEqualTo(whole.hash(index)));
    }

    /** The PMT names a PID for the PCR that carries nothing else; what the video's packets say of it is wrong from then on. */
    private static byte[] withPcrElsewhere(byte[] stream) throws Exception {
        Pid clock = new Pid(0x1F0);
        StreamAnalysis analysis = new StreamAnalysis();
        new PacketReader(analysis).feed(stream, 0, stream.length);
        ProgramMap before = analysis.catalog().programs().getFirst();
        ProgramMap map = new ProgramMap(
                before.programNumber(), before.version() + 1 & 0x1F, clock, before.descriptors(), before.streams());
        Pid mapPid = Objects.requireNonNull(
                analysis.catalog().association().orElseThrow().programs().get(before.programNumber()));
        PacketWriter maps = new PacketWriter(mapPid);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TsPacket packet = new TsPacket();
        boolean told = false;
        for (int at = 0; at < stream.length; at += TsPacket.SIZE) {
            packet.at(stream, at);
            if (packet.pid() == mapPid.value()) {
                told = true;
                out.writeBytes(maps.section(map.section()));
                continue;
            }
            if (told && packet.hasPcr()) {
                byte[] reference = Packets.packet("47 01 F0 20 B7 10");
                System.arraycopy(stream, at + 6, reference, 6, 6);
                out.writeBytes(reference);
                stream[at + 7] ^= 0x55;
            }
            out.write(stream, at, TsPacket.SIZE);
        }
        return out.toByteArray();
    }

    @Test
    void a_map_that_is_not_yet_valid_changes_nothing() throws Exception {
        BroadcastSample sample = BroadcastSample.mpeg2WithAc3();
        Receiver whole = Receiver.of(sample.packets());
        byte[] announced = new PacketWriter(new Pid(0x1000))
                .section(Sections.numbered(
                        new ProgramMap(1, 9, new Pid(0x77), new byte[0], List.of()).section(), 0, 0, 9, false));
        int half = sample.indexOf(sample.count() / 2, packet -> packet.pid() == 0x1000);
        byte[] stream = sample.packets();
        announced[3] = (byte) (announced[3] & 0xF0 | stream[half * TsPacket.SIZE + 3] & 0xF);
        byte[] replaced = stream.clone();
        System.arraycopy(announced, 0, replaced, half * TsPacket.SIZE, TsPacket.SIZE);
        Receiver receiver = Receiver.of(replaced);
        assertThat(receiver.events.stream().filter(ChopperEvent.FormatFound.class::isInstance))
                .hasSize(1);
        assertThat(receiver.windows.keySet()).isEqualTo(whole.windows.keySet());
    }

    @Test
    void windows_run_on_over_the_wrap_of_the_julian_date_in_2038() throws Exception {
        BroadcastSample sample = BroadcastSample.withoutSound().at(Instant.parse("2038-04-22T23:59:55Z"));
        Receiver receiver = Receiver.of(sample.packets());
        assertThat(causes(receiver)).containsExactly(EpochCause.FIRST_PCR);
        assertThat(receiver.clock()).isInstanceOf(SyncState.Synced.class);
        assertThat(receiver.windows.values()).allMatch(Receiver::sound).allMatch(SourceWindow::synced);
        assertThat(receiver.windows).hasSizeGreaterThanOrEqualTo(6);
        assertThat(receiver.windows.lastKey() - receiver.windows.firstKey()).isEqualTo(receiver.windows.size() - 1);
        assertThat(receiver.chopper.counters().broadcastTime()).isAfter(Instant.parse("2038-04-23T00:00:00Z"));
        Receiver late = Receiver.of(sample.from(sample.count() / 2));
        assertThat(late.windows).isNotEmpty();
        late.windows.forEach(
                (index, window) -> assertThat(window.input().hash()).isEqualTo(receiver.hash(index)));
    }

    @Test
    void an_identity_that_no_table_repeats_for_a_minute_is_lost_and_found_again() throws Exception {
        BroadcastSample sample = BroadcastSample.mpeg2WithAc3();
        PacketWriter psip = new PacketWriter(Pid.ATSC_PSIP);
        byte[] channels = new VirtualChannelTable(1, 0, false, List.of(new VirtualChannel("KTST", 5, 1, 4, 1, 1, 2, 1)))
                .section();
        Receiver receiver = new Receiver(ChopperSettings.recording(D));
        long lap = sample.pcrSpan90k() + 1501;
        for (int round = 0; round < 10; round++) {
            receiver.read(sample.later(round * lap).packets(), 65_536);
            if (round == 0 || round == 9) {
                receiver.read(psip.section(channels), TsPacket.SIZE);
            }
        }
        List<ChopperEvent> told = receiver.events.stream()
                .filter(event ->
                        event instanceof ChopperEvent.IdentityFound || event instanceof ChopperEvent.IdentityLost)
                .toList();
        ChopperEvent found = new ChopperEvent.IdentityFound(
                BroadcastKey.atsc(1, 1).withCallsign(Label.folded("KTST").orElseThrow()));
        assertThat(told).containsExactly(found, new ChopperEvent.IdentityLost(), found);
    }

    @Test
    void without_a_time_table_windows_count_from_the_nodes_clock_and_prove_nothing() throws Exception {
        BroadcastSample sample = BroadcastSample.mpeg2WithAc3();
        byte[] untold = sample.matching(packet -> packet.pid() != 0x1FFB);
        Instant now = Instant.parse("2026-06-08T12:00:00Z");
        Receiver live = new Receiver(ChopperSettings.live(D, InstantSource.fixed(now)));
        live.read(untold, 1316);
        assertThat(live.windows).isEmpty();
        live.chopper.finish();
        assertThat(live.windows).hasSizeGreaterThanOrEqualTo(6);
        assertThat(live.windows.values()).noneMatch(SourceWindow::synced).noneMatch(Receiver::sound);
        assertThat(live.windows.firstKey() * D.milliseconds()).isCloseTo(now.toEpochMilli(), within(3 * 1001));
        assertThat(live.clock()).isEqualTo(new SyncState.Unsynced(SyncState.Unsynced.Reason.NO_TIME_TABLE));
    }

    @Test
    void a_recording_too_short_to_decide_near_an_edge_is_synced_and_proves_nothing() throws Exception {
        BroadcastSample near = BroadcastSample.mpeg2WithAc3().at(nearAnEdge());
        Receiver receiver = Receiver.of(near.packets());
        assertThat(receiver.clock())
                .isInstanceOfSatisfying(
                        SyncState.Suspect.class,
                        suspect -> assertThat(suspect.reason()).isEqualTo(SuspectReason.MARGIN));
        assertThat(receiver.windows).hasSizeGreaterThanOrEqualTo(6);
        assertThat(receiver.windows.values()).allMatch(SourceWindow::synced).noneMatch(Receiver::sound);
    }

    /** A whole second of UTC that lies, taken at PCR 0, within 100 ms of where the rounding to sixteen windows changes. */
    private static Instant nearAnEdge() {
        long step = 16 * D.ticks27M();
        long second = BroadcastSample.UTC.getEpochSecond();
        while (true) {
            long utc = second * Pcr.HERTZ;
            long rest = utc - Math.floorDiv(utc + Pcr.MODULUS / 2, Pcr.MODULUS) * Pcr.MODULUS;
            if (Math.abs(Math.floorMod(rest, step) - step / 2) < Pcr.HERTZ / 10) {
                return Instant.ofEpochSecond(second);
            }
            second++;
        }
    }

    @Test
    void windows_stay_young_until_no_earlier_epoch_can_have_used_their_index() throws Exception {
        BroadcastSample sample = BroadcastSample.withoutSound();
        Receiver receiver = new Receiver(ChopperSettings.recording(new ChunkCadence(200)));
        receiver.read(sample.packets(), 1316);
        List<ProofStanding> standings =
                receiver.windows.values().stream().map(SourceWindow::standing).toList();
        int young = standings.lastIndexOf(ProofStanding.YOUNG) + 1;
        assertThat(young).isBetween(12, 30);
        assertThat(standings.subList(0, young)).containsOnly(ProofStanding.YOUNG);
        assertThat(standings.subList(young, standings.size())).isNotEmpty().containsOnly(ProofStanding.ELIGIBLE);
    }

    @Test
    void a_stretch_without_video_drops_the_windows_it_covers_and_no_others() throws Exception {
        BroadcastSample sample = BroadcastSample.mpeg2WithAc3();
        Receiver whole = Receiver.of(sample.packets());
        int from = sample.count() / 3;
        int to = sample.count() / 2;
        int[] at = {0};
        // ffmpeg sends the PCR with the video: what is dropped here is its payload
        byte[] gap = sample.matching(packet -> {
            int number = at[0]++;
            return number < from || number > to || packet.pid() != 0x100 || packet.hasPcr() && !packet.hasPayload();
        });
        Receiver receiver = Receiver.of(gap);
        assertThat(receiver.dropped)
                .anyMatch(dropped ->
                        dropped.cause() == DropReason.VIDEO_MISSING || dropped.cause() == DropReason.EPOCH_ENDED);
        receiver.windows.forEach((index, window) -> {
            if (Receiver.sound(window)) {
                assertThat(window.input().hash()).isEqualTo(whole.hash(index));
            } else {
                assertThat(window.quality().whole()).isFalse();
            }
        });
    }

    @Test
    void packets_flagged_as_broken_or_scrambled_are_counted_and_taint_their_windows() throws Exception {
        BroadcastSample sample = BroadcastSample.mpeg2WithAc3();
        Receiver whole = Receiver.of(sample.packets());
        int hit = sample.indexOf(sample.count() / 2, packet -> packet.pid() == 0x100 && !packet.payloadUnitStart());
        byte[] broken = sample.packets().clone();
        broken[hit * TsPacket.SIZE + 1] |= (byte) 0x80;
        byte[] scrambled = sample.packets().clone();
        scrambled[hit * TsPacket.SIZE + 3] |= (byte) 0x80;
        assertThat(tainted(Receiver.of(broken), whole))
                .isNotEmpty()
                .allMatch(window -> window.quality().transportErrors() == 1)
                .allMatch(window -> window.quality().continuityErrors() == 1);
        assertThat(tainted(Receiver.of(scrambled), whole))
                .isNotEmpty()
                .allMatch(window -> window.quality().scrambledPackets() == 1);
    }

    @Test
    void a_scrambled_program_is_named_as_such() throws Exception {
        BroadcastSample sample = BroadcastSample.mpeg2WithAc3();
        byte[] scrambled = sample.packets().clone();
        int clearAgain = sample.count() / 2;
        TsPacket packet = new TsPacket();
        for (int i = 0; i < clearAgain; i++) {
            packet.at(scrambled, i * TsPacket.SIZE);
            if (packet.hasPayload() && (packet.pid() == 0x100 || packet.pid() == 0x101)) {
                scrambled[i * TsPacket.SIZE + 3] |= (byte) 0xC0;
            }
        }
        Receiver receiver = Receiver.of(scrambled);
        assertThat(receiver.events.stream().filter(ChopperEvent.ScramblingChanged.class::isInstance))
                .containsExactly(new ChopperEvent.ScramblingChanged(true), new ChopperEvent.ScramblingChanged(false));
        assertThat(receiver.dropped)
                .as("those too that are cut when it is in the clear again")
                .hasSizeGreaterThan(1)
                .extracting(ChopperEvent.WindowDropped::cause)
                .containsOnly(DropReason.SCRAMBLED);
        assertThat(receiver.windows).hasSizeGreaterThanOrEqualTo(2);
        assertThat(Receiver.sound(receiver.windows.lastEntry().getValue())).isTrue();
    }

    @Test
    void scrambling_within_pes_packets_is_seen_too() throws Exception {
        byte[] scrambled = BroadcastSample.withoutSound().packets().clone();
        TsPacket packet = new TsPacket();
        for (int at = 0; at < scrambled.length; at += TsPacket.SIZE) {
            packet.at(scrambled, at);
            if (packet.pid() == 0x100 && packet.payloadUnitStart()) {
                scrambled[packet.payloadOffset() + 6] |= 0x20;
            }
        }
        Receiver receiver = Receiver.of(scrambled);
        assertThat(receiver.events).contains(new ChopperEvent.ScramblingChanged(true));
        assertThat(receiver.windows.values()).noneMatch(Receiver::sound);
    }

    private static List<SourceWindow> tainted(Receiver hit, Receiver whole) {
        hit.windows.forEach((index, window) -> {
            boolean same = Objects.equals(window.input().hash(), whole.hash(index));
            assertThat(Receiver.sound(window)).isEqualTo(same);
        });
        return hit.windows.values().stream()
                .filter(window -> !Receiver.sound(window))
                .toList();
    }

    @Test
    void preroll_beyond_its_bound_drops_the_window() throws Exception {
        BroadcastSample sample = BroadcastSample.mpeg2WithAc3();
        Receiver receiver = new Receiver(ChopperSettings.recording(D).withPrerollPackets(3));
        receiver.read(sample.packets(), 1316);
        assertThat(receiver.windows).isEmpty();
        assertThat(receiver.dropped).anyMatch(dropped -> dropped.cause() == DropReason.PREROLL_TOO_LONG);
    }

    @Test
    void what_nobody_takes_is_thrown_away_at_the_bound() throws Exception {
        BroadcastSample sample =
                BroadcastSample.dvb("-f lavfi -i testsrc2=size=640x360:rate=25,noise=alls=100:allf=t -t 9"
                        + " -c:v mpeg2video -q:v 1 -maxrate 40M -bufsize 4M -g 12 -muxrate 45M");
        Receiver receiver = new Receiver(ChopperSettings.recording(D));
        long rounds = ProgramBuffer.LARGEST / sample.packets().length * 2 + 2;
        for (long round = 0; round < rounds; round++) {
            byte[] again = sample.later(round * (sample.pcrSpan90k() + 1800)).packets();
            receiver.chopper.feed(again, 0, again.length);
            assertThat(receiver.chopper.counters().heldBytes()).isLessThan(ProgramBuffer.LARGEST + PesUnit.LARGEST);
        }
        assertThat(receiver.events).anyMatch(ChopperEvent.MediaDiscarded.class::isInstance);
        assertThat(causes(receiver)).containsExactly(EpochCause.FIRST_PCR);
        receiver.chopper.closeDue();
        assertThat(receiver.dropped).anyMatch(dropped -> dropped.cause() == DropReason.OVERFLOW);
        assertThat(receiver.windows).isNotEmpty();
    }

    @Test
    void without_random_access_points_nothing_piles_up() throws Exception {
        byte[] stream = BroadcastSample.withoutSound().packets().clone();
        for (int i = 0; i + 3 < stream.length; i++) {
            boolean sequenceHeader =
                    stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1 && stream[i + 3] == (byte) 0xB3;
            stream[i + 3] -= (byte) (sequenceHeader ? 1 : 0);
        }
        Receiver receiver = Receiver.of(stream);
        assertThat(receiver.windows).isEmpty();
        assertThat(receiver.dropped).hasSizeGreaterThanOrEqualTo(6);
        assertThat(receiver.chopper.counters().heldBytes()).isLessThan(100_000);
    }

    @Test
    void programs_of_one_multiplex_are_cut_side_by_side() throws Exception {
        BroadcastSample sample = BroadcastSample.dvb("-f lavfi -i testsrc2=size=160x90:rate=25"
                + " -f lavfi -i testsrc2=size=128x72:rate=50 -map 0:v -map 1:v -t 9 -c:v mpeg2video -g 12"
                + " -program program_num=7:st=0 -program program_num=9:st=1");
        Receiver seven = new Receiver(ChopperSettings.recording(D).withProgram(7));
        Receiver nine = new Receiver(ChopperSettings.recording(D).withProgram(9));
        for (Receiver receiver : List.of(seven, nine)) {
            receiver.read(sample.packets(), 1316);
        }
        assertThat(seven.windows).isNotEmpty();
        assertThat(nine.windows).isNotEmpty();
        assertThat(seven.windows.values())
                .allMatch(window -> new FrameRate(25, 1).equals(window.input().frameRate()));
        assertThat(nine.windows.values())
                .allMatch(window -> new FrameRate(50, 1).equals(window.input().frameRate()));
    }

    @Test
    void a_text_is_not_a_broadcast() {
        byte[] text = "Two receivers of one broadcast hold the same bytes. "
                .repeat(10_000)
                .getBytes(StandardCharsets.UTF_8);
        Receiver receiver = Receiver.of(text);
        assertThat(receiver.events).isEmpty();
        assertThat(receiver.chopper.counters().skippedBytes()).isEqualTo(text.length);
    }

    @Test
    void counters_tell_what_was_done() throws Exception {
        BroadcastSample sample = BroadcastSample.mpeg2WithAc3();
        Receiver receiver = Receiver.of(sample.packets());
        ChopperCounters counters = receiver.chopper.counters();
        assertThat(counters.packets()).isEqualTo(sample.count());
        assertThat(counters.windowsClosed()).isEqualTo(receiver.windows.size());
        assertThat(counters.windowsStanding()).containsOnlyKeys(ProofStanding.values());
        assertThat(counters.windowsStanding().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(receiver.windows.size());
        assertThat(counters.windowsDropped()).containsOnlyKeys(DropReason.values());
        assertThat(counters.clock()).isInstanceOf(SyncState.Synced.class);
        assertThat(counters.broadcastTime())
                .isBetween(BroadcastSample.UTC.plusSeconds(8), BroadcastSample.UTC.plusSeconds(12));
    }

    private static List<EpochCause> causes(Receiver receiver) {
        return receiver.events.stream()
                .filter(ChopperEvent.EpochStarted.class::isInstance)
                .map(event -> ((ChopperEvent.EpochStarted) event).cause())
                .toList();
    }

    private static org.assertj.core.data.Offset<Long> within(long millis) {
        return org.assertj.core.data.Offset.offset(millis);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
