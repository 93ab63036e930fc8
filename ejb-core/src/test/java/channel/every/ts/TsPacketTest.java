package channel.every.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.time.Pcr;
import org.junit.jupiter.api.Test;

class TsPacketTest {
    @Test
    void the_header_fields_are_read_where_the_standard_puts_them() {
        TsPacket packet = Packets.view("47 5F FB 9C");
        assertThat(packet.pid()).isEqualTo(0x1FFB);
        assertThat(packet.payloadUnitStart()).isTrue();
        assertThat(packet.transportError()).isFalse();
        assertThat(packet.scrambling()).isEqualTo(2);
        assertThat(packet.hasAdaptationField()).isFalse();
        assertThat(packet.hasPayload()).isTrue();
        assertThat(packet.continuityCounter()).isEqualTo(12);
        assertThat(packet.payloadOffset()).isEqualTo(4);
        assertThat(packet.payloadLength()).isEqualTo(184);
    }

    @Test
    void a_packet_inside_a_buffer_answers_with_absolute_offsets() {
        byte[] buffer = Packets.join(new byte[300], Packets.packet("47 81 00 35 07 50 00 00 00 00 00 00"));
        TsPacket packet = new TsPacket().at(buffer, 300);
        assertThat(packet.transportError()).isTrue();
        assertThat(packet.pid()).isEqualTo(0x100);
        assertThat(packet.payloadOffset()).isEqualTo(312);
        assertThat(packet.payloadLength()).isEqualTo(176);
        assertThat(packet.buffer()).isSameAs(buffer);
        assertThat(packet.offset()).isEqualTo(300);
    }

    @Test
    void a_pcr_is_33_bits_of_base_times_300_plus_9_bits_of_extension() {
        TsPacket packet = Packets.view("47 01 00 20 B7 10 FF FF FF FF FF 2B");
        assertThat(packet.hasPcr()).isTrue();
        assertThat(packet.pcrTicks()).isEqualTo(Pcr.MODULUS - 1);
        TsPacket second = Packets.view("47 01 00 20 B7 10 00 00 AF C8 7E 01");
        assertThat(second.pcrTicks()).isEqualTo(90_000L * 300 + 1);
    }

    @Test
    void a_pcr_extension_of_300_or_more_is_no_pcr() {
        assertThat(Packets.view("47 01 00 20 B7 10 00 00 00 00 7F 2C").hasPcr()).isFalse();
    }

    @Test
    void a_pcr_flag_without_room_for_a_pcr_is_no_pcr() {
        assertThat(Packets.view("47 01 00 30 06 10 00 00 00 00 7E 00").hasPcr()).isFalse();
        assertThat(Packets.view("47 01 00 30 01 10").hasPcr()).isFalse();
    }

    @Test
    void the_adaptation_flags_are_read() {
        TsPacket packet = Packets.view("47 01 00 30 01 C0");
        assertThat(packet.discontinuity()).isTrue();
        assertThat(packet.randomAccess()).isTrue();
        assertThat(packet.hasPcr()).isFalse();
        assertThat(packet.payloadLength()).isEqualTo(182);
    }

    @Test
    void an_empty_adaptation_field_has_no_flags() {
        TsPacket packet = Packets.view("47 01 00 30 00 F0");
        assertThat(packet.discontinuity()).isFalse();
        assertThat(packet.hasPcr()).isFalse();
        assertThat(packet.payloadOffset()).isEqualTo(5);
        assertThat(packet.payloadLength()).isEqualTo(183);
    }

    @Test
    void an_adaptation_field_longer_than_the_packet_leaves_neither_flags_nor_payload() {
        TsPacket packet = Packets.view("47 01 00 30 B8 FF 00 00 00 00 00 00");
        assertThat(packet.hasPcr()).isFalse();
        assertThat(packet.randomAccess()).isFalse();
        assertThat(packet.payloadLength()).isZero();
        assertThat(packet.payloadOffset()).isEqualTo(188);
    }

    @Test
    void a_packet_must_fit_its_buffer() {
        assertThatThrownBy(() -> new TsPacket().at(new byte[200], 13)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
