package channel.every.psi;

import static channel.every.ts.Packets.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.ts.Pid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PsiTableTest {
    private static void survives(Pid pid, PsiTable table) throws MalformedSectionException {
        assertThat(PsiTable.parse(pid, table.section())).contains(table);
    }

    @Test
    void the_pat_that_ffmpeg_writes_is_read_and_written_alike() throws Exception {
        byte[] section = hex("00 B0 0D 00 01 C1 00 00 00 01 F0 00 2A B1 04 B2");
        ProgramAssociation pat = new ProgramAssociation(1, 0, new TreeMap<>(java.util.Map.of(1, new Pid(0x1000))));
        assertThat(PsiTable.parse(Pid.PAT, section)).contains(pat);
        assertThat(pat.section()).isEqualTo(section);
    }

    @Test
    void a_pat_keeps_program_0_apart_as_the_network_pid() throws Exception {
        SortedMap<Integer, Pid> programs = new TreeMap<>();
        programs.put(3, new Pid(0x30));
        programs.put(4, new Pid(0x40));
        survives(Pid.PAT, new ProgramAssociation(0x0807, 31, programs, new Pid(0x10)));
    }

    @Test
    void a_pmt_survives_the_round_trip() throws Exception {
        ElementaryStream video = new ElementaryStream(0x02, new Pid(0x31), new byte[0]);
        ElementaryStream audio = new ElementaryStream(0x81, new Pid(0x34), hex("05 04 41 43 2D 33"));
        survives(new Pid(0x30), new ProgramMap(3, 7, new Pid(0x31), hex("05 04 47 41 39 34"), List.of(video, audio)));
        assertThat(Descriptor.list(audio.descriptors()))
                .containsExactly(new Descriptor(Descriptor.REGISTRATION, hex("41 43 2D 33")));
    }

    @Test
    void an_stt_is_gps_time_less_the_leap_seconds() throws Exception {
        Stt stt = new Stt(1_236_854_919, 18, 0x6000);
        assertThat(stt.utc()).isEqualTo(Instant.parse("2019-03-17T10:48:21Z"));
        assertThat(stt.section()).startsWith(hex("CD F0 11 00 00 C1 00 00 00 49 B8 E8 87 12 60 00"));
        survives(Pid.ATSC_PSIP, stt);
        assertThat(Stt.at(Instant.parse("2019-03-17T10:48:21.9Z"), 18, 0x6000)).isEqualTo(stt);
    }

    @Test
    void the_date_that_en_300_468_gives_as_its_example_is_read() throws Exception {
        byte[] section = hex("70 70 05 C0 79 12 45 00");
        Tdt tdt = new Tdt(Instant.parse("1993-10-13T12:45:00Z"));
        assertThat(PsiTable.parse(Pid.DVB_TIME, section)).contains(tdt);
        assertThat(tdt.section()).isEqualTo(section);
    }

    @Test
    void the_julian_date_goes_on_behind_its_wrap_of_2038() throws Exception {
        Tdt last = new Tdt(Instant.parse("2038-04-22T23:59:59Z"));
        Tdt first = new Tdt(Instant.parse("2038-04-23T00:00:00Z"));
        assertThat(last.section()).isEqualTo(hex("70 70 05 FF FF 23 59 59"));
        assertThat(first.section()).isEqualTo(hex("70 70 05 00 00 00 00 00"));
        survives(Pid.DVB_TIME, last);
        survives(Pid.DVB_TIME, first);
    }

    @Test
    void a_tot_has_a_crc_and_local_offsets() throws Exception {
        Tot tot = new Tot(
                Instant.parse("2026-07-01T08:00:00Z"),
                List.of(new LocalTimeOffset(
                        "FRA", 0, Duration.ofHours(2), Instant.parse("2026-10-25T01:00:00Z"), Duration.ofHours(1))));
        survives(Pid.DVB_TIME, tot);
        byte[] broken = tot.section();
        broken[5] ^= 1;
        assertThatThrownBy(() -> PsiTable.parse(Pid.DVB_TIME, broken))
                .isInstanceOf(MalformedSectionException.class)
                .hasMessageContaining("CRC_32");
    }

    @Test
    void local_time_west_of_greenwich_is_negative() throws Exception {
        survives(
                Pid.DVB_TIME,
                new Tot(
                        Instant.parse("2026-07-01T08:00:00Z"),
                        List.of(new LocalTimeOffset(
                                "BRA",
                                2,
                                Duration.ofMinutes(-210),
                                Instant.parse("2026-10-25T01:00:00Z"),
                                Duration.ofHours(-3)))));
    }

    @Test
    void an_mgt_survives_the_round_trip() throws Exception {
        survives(
                Pid.ATSC_PSIP,
                new MasterGuide(
                        5,
                        List.of(
                                new GuideTable(GuideTable.TERRESTRIAL_CHANNELS, Pid.ATSC_PSIP, 3, 91),
                                new GuideTable(GuideTable.FIRST_EVENTS, new Pid(0x1D00), 9, 70_000))));
    }

    @Test
    void virtual_channels_survive_the_round_trip() throws Exception {
        VirtualChannel channel = new VirtualChannel("KTST-DT", 5, 1, 4, 0x0807, 3, 2, 1);
        VirtualChannel cable = new VirtualChannel("Ä", 1023, 1023, 3, 0xFFFF, 0xFFFF, 63, 0xFFFF);
        survives(Pid.ATSC_PSIP, new VirtualChannelTable(0x0807, 2, false, List.of(channel)));
        survives(Pid.ATSC_PSIP, new VirtualChannelTable(0x0807, 2, true, List.of(cable, channel)));
    }

    @Test
    void services_survive_the_round_trip() throws Exception {
        survives(
                Pid.DVB_SDT,
                new ServiceDescription(
                        0x0001,
                        0x20FA,
                        17,
                        List.of(
                                new Service(0x0101, 0x19, "every.channel", "Test HD"),
                                new Service(0x0102, 2, "", "Rádio", 1, true))));
    }

    @Test
    void a_table_that_is_not_yet_valid_is_not_read() throws Exception {
        byte[] next = new ProgramAssociation(1, 0, new TreeMap<>()).section();
        next[5] &= (byte) 0xFE;
        int crc = Crc32Mpeg.of(next, 0, next.length - 4);
        for (int i = 0; i < 4; i++) {
            next[next.length - 4 + i] = (byte) (crc >>> 24 - 8 * i);
        }
        assertThat(PsiTable.parse(Pid.PAT, next)).isEmpty();
    }

    @Test
    void a_wrong_crc_names_field_value_and_offset() {
        byte[] section = hex("00 B0 0D 00 01 C1 00 00 00 01 F0 00 2A B1 04 B3");
        assertThatThrownBy(() -> PsiTable.parse(Pid.PAT, section))
                .isInstanceOf(MalformedSectionException.class)
                .hasMessage("CRC_32 0x2AB104B3 at byte 12 should be 0x2AB104B2");
    }

    @Test
    void a_wrong_length_names_field_value_and_offset() {
        byte[] section = hex("00 B0 0E 00 01 C1 00 00 00 01 F0 00 2A B1 04 B2");
        assertThatThrownBy(() -> PsiTable.parse(Pid.PAT, section))
                .isInstanceOf(MalformedSectionException.class)
                .hasMessage("section_length 0xE at byte 1 does not fit 16 bytes");
    }

    @Test
    void tables_are_read_on_the_pids_of_their_standard_only() throws Exception {
        assertThat(PsiTable.parse(new Pid(0x100), new Stt(0, 0, 0).section())).isEmpty();
        assertThat(PsiTable.parse(Pid.DVB_TIME, hex("72 70 00"))).isEmpty();
    }
}
