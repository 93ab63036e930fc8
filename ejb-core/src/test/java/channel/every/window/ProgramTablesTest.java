package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.TimeSource;
import channel.every.identity.BroadcastKey;
import channel.every.psi.ElementaryStream;
import channel.every.psi.ProgramAssociation;
import channel.every.psi.ProgramMap;
import channel.every.psi.Sections;
import channel.every.psi.Service;
import channel.every.psi.ServiceDescription;
import channel.every.psi.TimeTable;
import channel.every.psi.VirtualChannel;
import channel.every.psi.VirtualChannelTable;
import channel.every.ts.PacketWriter;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProgramTablesTest {
    private final List<ProgramFormat> formats = new ArrayList<>();
    private final List<BroadcastKey> identities = new ArrayList<>();
    private int losses;
    private final Map<Pid, PacketWriter> writers = new TreeMap<>();
    private final ProgramTables tables = new ProgramTables(null, AudioWishes.FIRST, new ProgramTables.Listener() {
        @Override
        public void format(ProgramFormat format) {
            formats.add(format);
        }

        @Override
        public void mapMoved() {
            assertThat(tables.pids()).hasSize(5);
        }

        @Override
        public void identity(BroadcastKey key) {
            identities.add(key);
        }

        @Override
        public void identityLost() {
            losses++;
        }

        @Override
        public void time(TimeSource table, TimeTable value) {}
    });

    private void send(Pid pid, byte[] section) {
        byte[] packets = writers.computeIfAbsent(pid, PacketWriter::new).section(section);
        TsPacket packet = new TsPacket();
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            tables.packet(packet.at(packets, at));
        }
    }

    private static byte[] pat(int version, int number, int last, int program, int pid) {
        byte[] section = new ProgramAssociation(7, 0, new TreeMap<>(Map.of(program, new Pid(pid)))).section();
        return Sections.numbered(section, number, last, version, true);
    }

    private static byte[] map(int program, int videoPid) {
        ElementaryStream video = new ElementaryStream(2, new Pid(videoPid), new byte[0]);
        return new ProgramMap(program, 0, new Pid(videoPid), new byte[0], List.of(video)).section();
    }

    @Test
    void the_lowest_program_of_all_sections_of_a_pat_is_taken_and_kept() {
        for (int round = 0; round < 3; round++) {
            send(Pid.PAT, pat(0, 0, 1, 5, 0x50));
            send(Pid.PAT, pat(0, 1, 1, 3, 0x30));
            send(new Pid(0x50), map(5, 0x51));
            send(new Pid(0x30), map(3, 0x31));
        }
        assertThat(formats).extracting(ProgramFormat::programNumber).containsExactly(3);
    }

    @Test
    void a_program_that_moves_is_followed() {
        send(Pid.PAT, pat(0, 0, 0, 3, 0x30));
        send(new Pid(0x30), map(3, 0x31));
        send(Pid.PAT, pat(1, 0, 0, 3, 0x40));
        send(new Pid(0x30), map(3, 0x32));
        send(new Pid(0x40), map(3, 0x41));
        assertThat(formats).extracting(ProgramFormat::pcrPid).containsExactly(new Pid(0x31), new Pid(0x41));
    }

    @Test
    void a_channel_of_another_multiplex_in_the_same_table_gives_no_identity() {
        send(Pid.PAT, pat(0, 0, 0, 3, 0x30));
        VirtualChannel elsewhere = new VirtualChannel("OTHER", 5, 1, 4, 8, 3, 2, 1);
        VirtualChannel here = new VirtualChannel("KTST", 5, 1, 4, 7, 3, 2, 2);
        send(Pid.ATSC_PSIP, new VirtualChannelTable(7, 0, false, List.of(elsewhere)).section());
        assertThat(identities).isEmpty();
        send(Pid.ATSC_PSIP, new VirtualChannelTable(7, 1, true, List.of(elsewhere, here)).section());
        assertThat(identities).extracting(BroadcastKey::programNumber).containsExactly(3);
    }

    @Test
    void an_sdt_beside_psip_does_not_rename_an_atsc_broadcast() {
        send(Pid.PAT, pat(0, 0, 0, 3, 0x30));
        VirtualChannel channel = new VirtualChannel("KTST", 5, 1, 4, 7, 3, 2, 2);
        byte[] services = new ServiceDescription(7, 9, 0, List.of(new Service(3, 1, "p", "Other"))).section();
        send(Pid.ATSC_PSIP, new VirtualChannelTable(7, 0, false, List.of(channel)).section());
        send(Pid.DVB_SDT, services);
        send(Pid.ATSC_PSIP, new VirtualChannelTable(7, 0, false, List.of(channel)).section());
        assertThat(identities).hasSize(1);
    }

    @Test
    void the_pat_of_another_transport_stream_ends_the_identity() {
        VirtualChannel channel = new VirtualChannel("KTST", 5, 1, 4, 7, 3, 2, 2);
        byte[] channels = new VirtualChannelTable(7, 0, false, List.of(channel)).section();
        send(Pid.PAT, pat(0, 0, 0, 3, 0x30));
        send(Pid.ATSC_PSIP, channels);
        send(Pid.PAT, pat(1, 0, 0, 3, 0x30));
        assertThat(losses).isZero();
        send(Pid.PAT, new ProgramAssociation(8, 0, new TreeMap<>(Map.of(3, new Pid(0x30)))).section());
        assertThat(losses).isEqualTo(1);
        send(Pid.PAT, pat(1, 0, 0, 3, 0x30));
        send(Pid.ATSC_PSIP, channels);
        assertThat(identities).hasSize(2);
    }
}
