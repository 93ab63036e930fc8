package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import channel.every.ts.PesHeader;
import channel.every.ts.TsPacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams in which pictures carry no time stamp, which ISO/IEC 13818-1 2.7.4 and 2.7.5 allow. */
class MissingStampsTest {
    enum Format {
        MPEG2,
        H264,
        HEVC;

        BroadcastSample sample() throws Exception {
            return switch (this) {
                case MPEG2 -> BroadcastSample.mpeg2WithAc3();
                case H264 -> BroadcastSample.h264WithMpegAudio();
                case HEVC -> BroadcastSample.hevcWithAac();
            };
        }
    }

    /** A PES packet of a canonical input. */
    private record Picture(long pts, long dts, int content) {}

    @ParameterizedTest
    @EnumSource
    void pictures_without_a_time_stamp_get_the_one_they_had(Format format) throws Exception {
        BroadcastSample sample = format.sample();
        // a B picture decodes when it is shown
        assertEqualToTwin(sample, unstamped(sample, header -> header == 2));
    }

    @ParameterizedTest
    @EnumSource
    void only_random_access_points_and_every_seventh_picture_need_one(Format format) throws Exception {
        BroadcastSample sample = format.sample();
        int[] count = {0};
        byte[] sparse = unstamped(sample, header -> ++count[0] % 7 != 0);
        assertEqualToTwin(sample, sparse);
    }

    @ParameterizedTest
    @EnumSource
    void two_receivers_of_such_a_stream_agree(Format format) throws Exception {
        BroadcastSample sample = format.sample();
        byte[] stream = unstamped(sample, header -> header == 2);
        Receiver first = Receiver.of(stream);
        for (int missed = 1; missed < sample.count() / 2; missed += 331) {
            Receiver second = Receiver.of(Arrays.copyOfRange(stream, missed * TsPacket.SIZE, stream.length));
            assertThat(second.windows).isNotEmpty();
            second.windows.forEach((index, window) -> {
                assertThat(Receiver.sound(window)).isTrue();
                if (first.windows.containsKey(index)) {
                    assertThat(window.input().hash()).isEqualTo(first.hash(index));
                }
            });
        }
    }

    private static void assertEqualToTwin(BroadcastSample sample, byte[] sparse) {
        Receiver whole = Receiver.of(sample.packets());
        Receiver derived = Receiver.of(sparse);
        assertThat(derived.windows.keySet()).isSubsetOf(whole.windows.keySet()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(derived.windows.values()).allMatch(Receiver::sound);
        derived.windows.forEach((index, window) -> {
            SourceWindow twin = Objects.requireNonNull(whole.windows.get(index));
            assertThat(window.input().frameRate()).isEqualTo(twin.input().frameRate());
            // the end shows by the next time stamp, which may be a few pictures later
            List<Picture> pictures = pictures(window).subList(0, pictures(twin).size());
            assertThat(pictures).zipSatisfy(pictures(twin), (picture, original) -> {
                assertThat(picture.content).isEqualTo(original.content);
                // 1501.5 ticks are sent as 1501 and 1502
                assertThat(picture.pts).isCloseTo(original.pts, within(1L));
                assertThat(picture.dts).isCloseTo(original.dts, within(1L));
            });
        });
    }

    /** Takes the stamps away from PES packets that are no random access point and whose PTS_DTS_flags match. */
    private static byte[] unstamped(BroadcastSample sample, IntPredicate taken) {
        byte[] stream = sample.packets().clone();
        TsPacket packet = new TsPacket();
        for (int at = 0; at < stream.length; at += TsPacket.SIZE) {
            packet.at(stream, at);
            PesHeader header = PesHeader.read(packet);
            if (header != null && header.streamId() == 0xE0 && !packet.randomAccess()) {
                int pes = packet.payloadOffset();
                if (taken.test(stream[pes + 7] >>> 6 & 3)) {
                    stream[pes + 7] &= 0x3F;
                    Arrays.fill(stream, pes + 9, pes + header.headerLength(), (byte) 0xFF);
                }
            }
        }
        return stream;
    }

    private static List<Picture> pictures(SourceWindow window) {
        byte[] stream = window.input().transportStream();
        List<byte[]> units = new ArrayList<>();
        TsPacket packet = new TsPacket();
        for (int at = 0; at < stream.length; at += TsPacket.SIZE) {
            packet.at(stream, at);
            if (packet.pid() == CanonicalStream.VIDEO_PID.value()) {
                byte[] payload = Arrays.copyOfRange(stream, packet.payloadOffset(), at + TsPacket.SIZE);
                if (packet.payloadUnitStart()) {
                    units.add(payload);
                } else {
                    units.add(concat(units.removeLast(), payload));
                }
            }
        }
        return units.stream().map(MissingStampsTest::picture).toList();
    }

    private static Picture picture(byte[] pes) {
        PesHeader header = Objects.requireNonNull(PesHeader.read(pes, 0, pes.length));
        byte[] content = Arrays.copyOfRange(pes, header.headerLength(), pes.length);
        return new Picture(header.pts(), header.dts(), Arrays.hashCode(content));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
