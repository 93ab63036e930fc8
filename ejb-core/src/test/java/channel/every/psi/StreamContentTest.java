package channel.every.psi;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.ts.Packets;
import channel.every.ts.Pid;
import org.junit.jupiter.api.Test;

class StreamContentTest {
    private static StreamContent of(int streamType, String descriptors) {
        return StreamContent.of(stream(streamType, descriptors));
    }

    private static ElementaryStream stream(int streamType, String descriptors) {
        return new ElementaryStream(streamType, new Pid(0x100), Packets.hex(descriptors));
    }

    @Test
    void stream_types_name_the_codec() {
        assertThat(of(0x02, "")).isEqualTo(StreamContent.MPEG2_VIDEO);
        assertThat(of(0x1B, "")).isEqualTo(StreamContent.H264);
        assertThat(of(0x24, "")).isEqualTo(StreamContent.HEVC);
        assertThat(of(0x04, "")).isEqualTo(StreamContent.MPEG_AUDIO);
        assertThat(of(0x81, "")).isEqualTo(StreamContent.AC3);
        assertThat(of(0x87, "")).isEqualTo(StreamContent.EAC3);
        assertThat(of(0x99, "")).isEqualTo(StreamContent.OTHER);
    }

    @Test
    void private_data_is_told_by_its_descriptors() {
        assertThat(of(0x06, "0A 04 66 72 61 00 7A 01 00")).isEqualTo(StreamContent.EAC3);
        assertThat(of(0x06, "6A 01 00")).isEqualTo(StreamContent.AC3);
        assertThat(of(0x06, "59 08 65 6E 67 10 00 01 00 01")).isEqualTo(StreamContent.SUBTITLES);
        assertThat(of(0x06, "05 04 41 43 2D 33")).isEqualTo(StreamContent.AC3);
        assertThat(of(0x06, "")).isEqualTo(StreamContent.OTHER);
    }

    @Test
    void a_torn_descriptor_ends_the_list() {
        assertThat(of(0x06, "05 04 41 43")).isEqualTo(StreamContent.OTHER);
        assertThat(Descriptor.list(Packets.hex("0A 01 00 05 04 41")))
                .containsExactly(new Descriptor(0x0A, Packets.hex("00")));
    }

    @Test
    void the_language_comes_from_the_descriptor_that_has_one() {
        assertThat(StreamContent.language(stream(0x81, "0A 04 73 70 61 00"))).isEqualTo("spa");
        assertThat(StreamContent.language(stream(0x06, "59 08 65 6E 67 10 00 01 00 01")))
                .isEqualTo("eng");
        assertThat(StreamContent.language(stream(0x81, "0A 00"))).isEmpty();
    }
}
