package channel.every.ts;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.time.Pts;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PesHeaderTest {
    private static PesHeader read(TsPacket packet) {
        return Objects.requireNonNull(PesHeader.read(packet));
    }

    @Test
    void pts_and_dts_are_read_from_their_five_bytes() {
        // PTS 126000 = 0x1EC30, DTS 122400, as ffmpeg writes them
        PesHeader header = read(Packets.view("47 41 00 10 00 00 01 E0 00 00 80 C0 0A 31 00 07 D8 61 11 00 07 BC 41"));
        assertThat(header).isEqualTo(new PesHeader(0xE0, 126_000, 122_400, 0, 19));
    }

    @Test
    void a_lone_pts_is_the_dts_too() {
        PesHeader header = read(Packets.view("47 41 01 10 00 00 01 C0 02 48 80 80 05 21 00 07 D8 61"));
        assertThat(header).isEqualTo(new PesHeader(0xC0, 126_000, 126_000, 0x248, 14));
    }

    @Test
    void the_largest_stamp_is_33_bits() {
        PesHeader header = read(Packets.view("47 41 01 10 00 00 01 BD 00 00 80 80 05 2F FF FF FF FF"));
        assertThat(header.pts()).isEqualTo(Pts.MODULUS - 1);
    }

    @Test
    void a_wrong_marker_bit_voids_the_stamp() {
        PesHeader header = read(Packets.view("47 41 01 10 00 00 01 C0 00 00 80 80 05 20 00 07 D8 61"));
        assertThat(header.pts()).isEqualTo(PesHeader.ABSENT);
        assertThat(header.dts()).isEqualTo(PesHeader.ABSENT);
    }

    @Test
    void a_pes_packet_may_have_no_stamp() {
        PesHeader header = read(Packets.view("47 41 01 10 00 00 01 C0 00 10 80 00 00 FF"));
        assertThat(header).isEqualTo(new PesHeader(0xC0, PesHeader.ABSENT, PesHeader.ABSENT, 16, 9));
    }

    @Test
    void flags_that_promise_more_than_the_header_holds_are_not_believed() {
        PesHeader header = read(Packets.view("47 41 01 10 00 00 01 C0 00 10 80 C0 04 21 00 07 D8 61"));
        assertThat(header.pts()).isEqualTo(PesHeader.ABSENT);
        PesHeader half = read(Packets.view("47 41 01 10 00 00 01 E0 00 00 80 C0 05 21 00 07 D8 61"));
        assertThat(half.pts()).isEqualTo(126_000);
        assertThat(half.dts()).isEqualTo(126_000);
    }

    @Test
    void padding_and_private_stream_2_have_no_flags() {
        assertThat(read(Packets.view("47 41 01 10 00 00 01 BF 00 10 80 80 05 21 00 07 D8 61")))
                .isEqualTo(new PesHeader(0xBF, PesHeader.ABSENT, PesHeader.ABSENT, 16, 6));
    }

    @Test
    void no_header_without_unit_start_or_start_code_or_room() {
        assertThat(PesHeader.read(Packets.view("47 01 00 10 00 00 01 E0 00 00 80 80 05 21 00 07 D8 61")))
                .isNull();
        assertThat(PesHeader.read(Packets.view("47 41 00 10 00 00 02 E0 00 00 80 80 05 21 00 07 D8 61")))
                .isNull();
        assertThat(PesHeader.read(Packets.view("47 41 00 30 B3"))).isNull();
        assertThat(PesHeader.read(Packets.view("47 41 00 30 FF 00 00 01 E0"))).isNull();
    }
}
