package channel.every.ts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PacketWriterTest {
    @Test
    void a_short_section_fills_one_packet_with_stuffing() {
        byte[] packets = new PacketWriter(Pid.DVB_TIME).section(Packets.hex("70 70 05 C0 79 12 45 00"));
        assertThat(packets).isEqualTo(Packets.packet("47 40 14 10 00 70 70 05 C0 79 12 45 00"));
    }

    @Test
    void a_long_section_runs_over_packets_and_the_counter_runs_on() {
        PacketWriter writer = new PacketWriter(new Pid(0x1FFB));
        byte[] section = new byte[200];
        Arrays.fill(section, (byte) 0x11);
        byte[] packets = writer.section(section);
        assertThat(packets).hasSize(2 * TsPacket.SIZE);
        assertThat(Arrays.copyOf(packets, 6)).isEqualTo(Packets.hex("47 5F FB 10 00 11"));
        assertThat(Arrays.copyOfRange(packets, 188, 193)).isEqualTo(Packets.hex("47 1F FB 11 11"));
        assertThat(packets[188 + 4 + 16]).isEqualTo((byte) 0x11);
        assertThat(packets[188 + 4 + 17]).isEqualTo((byte) 0xFF);
        assertThat(writer.section(section)[3]).isEqualTo((byte) 0x12);
    }
}
