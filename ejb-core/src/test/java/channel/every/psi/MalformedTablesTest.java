package channel.every.psi;

import static channel.every.ts.Packets.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.ts.Pid;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MalformedTablesTest {
    private static final Pid PMT = new Pid(0x100);
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    /** A section with its bytes from {@code offset} on replaced and its CRC made right again. */
    private static byte[] changed(PsiTable table, int offset, String bytes) {
        byte[] section = table.section();
        byte[] change = hex(bytes);
        System.arraycopy(change, 0, section, offset, change.length);
        return Sections.signed(section);
    }

    private static void refused(Pid pid, byte[] section, String message) {
        assertThatThrownBy(() -> PsiTable.parse(pid, section))
                .isInstanceOf(MalformedSectionException.class)
                .hasMessage(message);
    }

    @Test
    void a_section_without_its_header_is_refused() {
        refused(Pid.PAT, hex(""), "section 0x0 at byte 0 bytes long, shorter than 3");
        refused(Pid.PAT, hex("00 B0"), "section 0x2 at byte 0 bytes long, shorter than 3");
        refused(Pid.PAT, hex("00 B0 01 00"), "section 0x4 at byte 0 bytes long, shorter than 12");
    }

    @Test
    void a_table_that_must_have_the_long_header_is_refused_without() {
        byte[] section = new ProgramAssociation(1, 0, new TreeMap<>(Map.of(1, PMT))).section();
        section[1] &= 0x7F;
        refused(Pid.PAT, Sections.signed(section), "section_syntax_indicator 0x0 at byte 1 must be 1 in this table");
    }

    @Test
    void a_section_number_behind_the_last_is_refused() {
        byte[] section = new ProgramAssociation(1, 0, new TreeMap<>()).section();
        refused(
                Pid.PAT,
                Sections.numbered(section, 3, 2, 0, true),
                "section_number 0x3 at byte 6 exceeds last_section_number 2");
    }

    @Test
    void a_pat_entry_torn_in_two_is_refused() {
        byte[] section = new ProgramAssociation(1, 0, new TreeMap<>(Map.of(1, PMT))).section();
        byte[] torn = Arrays.copyOf(section, section.length - 1);
        torn[2]--;
        refused(
                Pid.PAT,
                Sections.signed(torn),
                "program_map_PID 0x2 at byte 10 is the length of a field where 1 bytes are left");
    }

    @Test
    void a_pmt_whose_loops_reach_past_its_end_is_refused() {
        ProgramMap map = new ProgramMap(
                1, 0, PMT, hex("0A 04 65 6E 67 00"), List.of(new ElementaryStream(2, PMT, hex("52 01 01"))));
        refused(
                PMT,
                changed(map, 10, "F0 7F"),
                "program_info_length 0x7F at byte 12 is the length of a field where 14 bytes are left");
        refused(
                PMT,
                changed(map, 21, "F0 04"),
                "ES_info_length 0x4 at byte 23 is the length of a field where 3 bytes are left");
    }

    @Test
    void counts_larger_than_the_section_are_refused() {
        MasterGuide guide = new MasterGuide(0, List.of(new GuideTable(0, Pid.ATSC_PSIP, 0, 100)));
        refused(
                Pid.ATSC_PSIP,
                changed(guide, 9, "00 03"),
                "table_type_PID 0x2 at byte 24 is the length of a field where 0 bytes are left");
        VirtualChannelTable channels =
                new VirtualChannelTable(7, 0, false, List.of(new VirtualChannel("KTST", 5, 1, 4, 7, 1, 2, 1)));
        assertThatThrownBy(() -> PsiTable.parse(Pid.ATSC_PSIP, changed(channels, 9, "02")))
                .isInstanceOf(MalformedSectionException.class)
                .hasMessage("short_name 0xE at byte 42 is the length of a field where 2 bytes are left");
    }

    @Test
    void times_that_are_none_are_refused() {
        refused(
                Pid.DVB_TIME,
                hex("70 70 05 C0 79 24 00 00"),
                "UTC_time hours 0x24 at byte 5 is not a BCD number below 24");
        refused(
                Pid.DVB_TIME,
                hex("70 70 05 C0 79 12 60 00"),
                "UTC_time minutes 0x60 at byte 6 is not a BCD number below 60");
        refused(
                Pid.DVB_TIME,
                hex("70 70 05 C0 79 12 45 0A"),
                "UTC_time seconds 0xA at byte 7 is not a BCD number below 60");
        refused(Pid.DVB_TIME, hex("70 70 04 C0 79 12 45"), "section 0x7 at byte 0 bytes long, shorter than 8");
    }

    @Test
    void a_service_name_longer_than_its_descriptor_is_refused() {
        ServiceDescription services = new ServiceDescription(7, 9, 0, List.of(new Service(1, 1, "p", "name")));
        refused(
                Pid.DVB_SDT,
                changed(services, 21, "05"),
                "service_name_length 0x5 at byte 22 is the length of a field where 4 bytes are left");
    }

    @Test
    void every_table_cut_anywhere_is_refused_or_read_and_never_anything_else() throws Exception {
        Map<PsiTable, Pid> tables = Map.of(
                new ProgramAssociation(1, 0, new TreeMap<>(Map.of(1, PMT))),
                Pid.PAT,
                new ProgramMap(1, 0, PMT, hex("05 04 47 41 39 34"), List.of()),
                PMT,
                new MasterGuide(0, List.of(new GuideTable(0, Pid.ATSC_PSIP, 0, 100))),
                Pid.ATSC_PSIP,
                Stt.at(NOON, 18, 0x6000),
                Pid.ATSC_PSIP,
                new Tdt(NOON),
                Pid.DVB_TIME,
                new Tot(NOON, List.of(new LocalTimeOffset("FRA", 0, Duration.ofHours(2), NOON, Duration.ZERO))),
                Pid.DVB_TIME,
                new ServiceDescription(7, 9, 0, List.of(new Service(1, 1, "p", "name"))),
                Pid.DVB_SDT,
                new NetworkInformation(3, 0, "net", List.of(new Multiplex(7, 9))),
                Pid.DVB_NIT,
                new DvbEvents(1, 7, 9, 0, List.of(new DvbEvent(1, NOON, Duration.ZERO, "eng", "t", "x"))),
                Pid.DVB_EIT,
                new AtscEvents(1, 0, List.of(new AtscEvent(1, 9, Duration.ZERO, "title"))),
                new Pid(0x1D00));
        for (Map.Entry<PsiTable, Pid> entry : tables.entrySet()) {
            byte[] whole = entry.getKey().section();
            assertThat(PsiTable.parse(entry.getValue(), whole)).contains(entry.getKey());
            for (int length = 3; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                cut[1] = (byte) (cut[1] & 0xF0 | length - 3 >>> 8);
                cut[2] = (byte) (length - 3);
                byte[] section = length < 12 ? cut : Sections.signed(cut);
                try {
                    PsiTable.parse(entry.getValue(), section)
                            .ifPresent(table -> assertThat(table).hasSameClassAs(entry.getKey()));
                } catch (MalformedSectionException refused) {
                    assertThat(refused.offset()).isBetween(0, length);
                }
            }
        }
    }
}
