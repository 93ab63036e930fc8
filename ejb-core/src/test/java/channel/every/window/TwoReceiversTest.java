package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkCadence;
import channel.every.clock.SyncState;
import channel.every.time.Pts;
import channel.every.ts.TsPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TwoReceiversTest {
    private static final ChunkCadence D = ChunkCadence.DEFAULT;

    /** What broadcasters send. */
    enum Format {
        MPEG2_AC3,
        H264_MPEG_AUDIO,
        HEVC_AAC,
        MPEG2_EAC3,
        H264_LATM,
        RADIO,
        WITHOUT_SOUND;

        BroadcastSample sample() throws Exception {
            return switch (this) {
                case MPEG2_AC3 -> BroadcastSample.mpeg2WithAc3();
                case H264_MPEG_AUDIO -> BroadcastSample.h264WithMpegAudio();
                case HEVC_AAC -> BroadcastSample.hevcWithAac();
                case MPEG2_EAC3 -> BroadcastSample.mpeg2WithEac3();
                case H264_LATM -> BroadcastSample.h264WithLatm();
                case RADIO -> BroadcastSample.radio();
                case WITHOUT_SOUND -> BroadcastSample.withoutSound();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void receivers_that_start_at_different_packets_cut_equal_windows(Format format) throws Exception {
        BroadcastSample sample = format.sample();
        Receiver first = Receiver.of(sample.packets());
        assertThat(first.windows).hasSizeGreaterThanOrEqualTo(6);
        assertThat(first.windows.values()).allMatch(Receiver::sound).allMatch(SourceWindow::synced);
        for (int missed = 1; missed < sample.count() / 2; missed += 131) {
            Receiver second = Receiver.of(sample.from(missed));
            assertThat(second.windows).isNotEmpty();
            assertEqualWhereBothCut(first, second);
            assertThat(second.windows.lastKey()).isEqualTo(first.windows.lastKey());
        }
    }

    @Test
    void a_late_receiver_serves_every_window_that_has_a_random_access_point() throws Exception {
        BroadcastSample sample = BroadcastSample.mpeg2WithAc3();
        Receiver first = Receiver.of(sample.packets());
        Receiver second = Receiver.of(sample.from(sample.count() / 3));
        assertThat(second.windows.firstKey() - first.windows.firstKey()).isLessThanOrEqualTo(4);
        assertThat(second.dropped).allMatch(dropped -> dropped.cause() == DropReason.STARTED_LATE);
        assertThat(second.dropped).hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void windows_across_the_wrap_of_pts_and_pcr_equal_those_of_a_twin_without_one(Format format) throws Exception {
        BroadcastSample sample = format.sample();
        long windows = (Pts.MODULUS - 5L * Pts.HERTZ) / (16 * D.ticks90k()) * 16;
        Receiver plain = Receiver.of(sample.packets());
        Receiver wrapping = Receiver.of(sample.later(windows * D.ticks90k()).packets());
        assertThat(wrapping.events)
                .filteredOn(ChopperEvent.EpochStarted.class::isInstance)
                .hasSize(1);
        assertThat(wrapping.windows.values().stream()
                        .map(window -> window.input().hash()))
                .containsExactlyElementsOf(plain.windows.values().stream()
                        .map(window -> window.input().hash())
                        .toList());
    }

    @Test
    void how_the_bytes_are_cut_and_when_windows_are_asked_for_does_not_matter() throws Exception {
        BroadcastSample sample = BroadcastSample.mpeg2WithAc3();
        Receiver often = Receiver.of(sample.packets(), 100);
        Receiver once = Receiver.of(sample.packets(), sample.packets().length);
        Receiver odd = Receiver.of(sample.packets(), 65_537);
        assertThat(once.windows.keySet()).isEqualTo(often.windows.keySet());
        assertEqualWhereBothCut(often, once);
        assertEqualWhereBothCut(often, odd);
        assertThat(odd.windows.values()).allMatch(Receiver::sound);
    }

    @ParameterizedTest
    @EnumSource
    void one_lost_packet_changes_only_windows_that_say_so(Format format) throws Exception {
        BroadcastSample sample = format.sample();
        Receiver whole = Receiver.of(sample.packets());
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("one lost packet of " + format + ", -Dseed=" + seed);
        Random random = new Random(seed);
        TsPacket packet = new TsPacket();
        for (int run = 0; run < 60; run++) {
            int lost = random.nextInt(sample.count());
            packet.at(sample.packets(), lost * TsPacket.SIZE);
            Receiver hit = Receiver.of(sample.without(lost, 1));
            List<Long> changed = new ArrayList<>();
            hit.windows.forEach((index, window) -> {
                SourceWindow other = whole.windows.get(index);
                if (other != null && !other.input().hash().equals(window.input().hash())) {
                    changed.add(index);
                    assertThat(Receiver.sound(window)).isFalse();
                    assertThat(window.quality().continuityErrors()).isEqualTo(1);
                }
            });
            assertThat(changed).as("packet %d on PID %x", lost, packet.pid()).hasSizeLessThanOrEqualTo(3);
            assertThat(hit.windows.values().stream().filter(window -> !Receiver.sound(window)))
                    .hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void the_anchor_is_the_same_for_both() throws Exception {
        BroadcastSample sample = BroadcastSample.h264WithMpegAudio();
        SyncState.Synced first =
                (SyncState.Synced) Receiver.of(sample.packets()).clock();
        SyncState.Synced second =
                (SyncState.Synced) Receiver.of(sample.from(sample.count() / 2)).clock();
        assertThat(second.anchor()).isEqualTo(first.anchor());
    }

    private static void assertEqualWhereBothCut(Receiver first, Receiver second) {
        second.windows.forEach((index, window) -> {
            SourceWindow other = first.windows.get(index);
            if (other != null) {
                assertThat(window.input().hash())
                        .as("window %d", index)
                        .isEqualTo(other.input().hash());
            }
        });
    }
}
