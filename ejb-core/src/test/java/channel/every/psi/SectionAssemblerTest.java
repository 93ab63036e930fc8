package channel.every.psi;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.ts.PacketWriter;
import channel.every.ts.Packets;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SectionAssemblerTest {
    private final List<byte[]> sections = new ArrayList<>();
    private final SectionAssembler assembler = new SectionAssembler(sections::add);

    private void feed(byte[]... packets) {
        for (byte[] run : packets) {
            for (int offset = 0; offset < run.length; offset += TsPacket.SIZE) {
                assembler.packet(new TsPacket().at(run, offset));
            }
        }
    }

    /** A section of a length in all, filled with its table id. */
    private static byte[] section(int tableId, int length) {
        byte[] section = new byte[length];
        Arrays.fill(section, (byte) tableId);
        section[1] = (byte) (0xB0 | length - 3 >>> 8);
        section[2] = (byte) (length - 3);
        return section;
    }

    /** Packets of one PID whose payloads are these bytes, pointer fields included; {@code starts} says which have one. */
    private static byte[] packet(int counter, boolean start, byte[]... payload) {
        byte[] bytes = Packets.join(payload);
        byte[] packet = Packets.packet(start ? "47 40 64 10" : "47 00 64 10");
        packet[3] |= (byte) counter;
        System.arraycopy(bytes, 0, packet, 4, bytes.length);
        return packet;
    }

    private static byte[] part(byte[] section, int from, int to) {
        return Arrays.copyOfRange(section, from, to);
    }

    @Test
    void a_section_over_several_packets_is_joined() {
        byte[] section = section(0x42, 1024);
        feed(new PacketWriter(new Pid(100)).section(section));
        assertThat(sections).containsExactly(section);
    }

    @Test
    void several_sections_in_one_packet_come_out_one_by_one() {
        feed(packet(0, true, new byte[1], section(0x42, 20), section(0x46, 30), section(0x4E, 40)));
        assertThat(sections).containsExactly(section(0x42, 20), section(0x46, 30), section(0x4E, 40));
    }

    @Test
    void a_section_ends_behind_the_pointer_field_and_the_next_starts_there() {
        byte[] first = section(0x42, 200);
        byte[] second = section(0x46, 50);
        feed(
                packet(0, true, new byte[1], part(first, 0, 183)),
                packet(1, true, new byte[] {17}, part(first, 183, 200), second));
        assertThat(sections).containsExactly(first, second);
    }

    @Test
    void a_header_torn_by_the_packet_end_is_joined() {
        byte[] first = section(0x42, 181);
        byte[] second = section(0x46, 100);
        feed(packet(0, true, new byte[1], first, part(second, 0, 2)), packet(1, false, part(second, 2, 100)));
        assertThat(sections).containsExactly(first, second);
    }

    @Test
    void a_section_with_a_lost_packet_is_dropped_and_the_next_is_read() {
        byte[] packets = new PacketWriter(new Pid(100)).section(section(0x42, 500));
        byte[] next = packet(3, true, new byte[1], section(0x46, 60));
        feed(part(packets, 0, 188), part(packets, 376, 564), next);
        assertThat(sections).containsExactly(section(0x46, 60));
        assertThat(assembler.torn()).isEqualTo(1);
    }

    @Test
    void a_section_that_never_ended_is_dropped_when_the_next_starts() {
        feed(
                packet(0, true, new byte[1], part(section(0x42, 500), 0, 183)),
                packet(1, true, new byte[1], section(0x46, 60)));
        assertThat(sections).containsExactly(section(0x46, 60));
        assertThat(assembler.torn()).isEqualTo(1);
    }

    @Test
    void a_duplicate_packet_is_ignored() {
        byte[] packets = new PacketWriter(new Pid(100)).section(section(0x42, 300));
        feed(part(packets, 0, 188), part(packets, 0, 188), part(packets, 188, 376));
        assertThat(sections).containsExactly(section(0x42, 300));
    }

    @Test
    void collecting_starts_at_a_unit_start() {
        feed(packet(0, false, section(0x42, 100)), packet(1, true, new byte[1], section(0x46, 60)));
        assertThat(sections).containsExactly(section(0x46, 60));
    }

    @Test
    void a_pointer_past_the_packet_is_not_followed() {
        feed(packet(0, true, new byte[] {(byte) 200}, section(0x42, 100)));
        assertThat(sections).isEmpty();
    }

    @Test
    void a_packet_with_a_transport_error_tears_its_section() {
        byte[] packets = new PacketWriter(new Pid(100)).section(section(0x42, 300));
        packets[188 + 1] |= (byte) 0x80;
        feed(packets);
        assertThat(sections).isEmpty();
        assertThat(assembler.torn()).isEqualTo(1);
    }

    @Test
    void scrambled_payload_is_no_section() {
        byte[] packet = packet(0, true, new byte[1], section(0x42, 100));
        packet[3] |= (byte) 0xC0;
        feed(packet);
        assertThat(sections).isEmpty();
    }
}
