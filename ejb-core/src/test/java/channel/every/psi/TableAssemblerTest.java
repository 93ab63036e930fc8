package channel.every.psi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.ts.Pid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TableAssemblerTest {
    private final List<PsiTable> tables = new ArrayList<>();
    private final TableAssembler assembler = new TableAssembler(tables::add);

    private static ProgramAssociation pat(int version, Integer... programs) {
        TreeMap<Integer, Pid> map = new TreeMap<>();
        for (int program : programs) {
            map.put(program, new Pid(0x1000 + program));
        }
        return new ProgramAssociation(7, version, map);
    }

    private void feed(int number, int last, int version, boolean current, ProgramAssociation part) throws Exception {
        assembler.section(Pid.PAT, Sections.numbered(part.section(), number, last, version, current));
    }

    @Test
    void a_table_of_three_sections_comes_out_when_the_last_is_there_in_any_order() throws Exception {
        feed(2, 2, 4, true, pat(4, 5));
        feed(0, 2, 4, true, pat(4, 1, 2));
        assertThat(tables).isEmpty();
        feed(1, 2, 4, true, pat(4, 3));
        assertThat(tables).containsExactly(pat(4, 1, 2, 3, 5));
    }

    @Test
    void repetitions_are_passed_over() throws Exception {
        feed(0, 1, 4, true, pat(4, 1));
        feed(0, 1, 4, true, pat(4, 1));
        feed(1, 1, 4, true, pat(4, 2));
        feed(0, 1, 4, true, pat(4, 1));
        feed(1, 1, 4, true, pat(4, 2));
        assertThat(tables).containsExactly(pat(4, 1, 2));
    }

    @Test
    void a_new_version_starts_anew_and_does_not_mix_with_the_old() throws Exception {
        feed(0, 1, 4, true, pat(4, 1));
        feed(1, 1, 5, true, pat(5, 9));
        assertThat(tables).isEmpty();
        feed(0, 1, 5, true, pat(5, 8));
        assertThat(tables).containsExactly(pat(5, 8, 9));
    }

    @Test
    void other_content_under_the_same_version_is_a_new_table() throws Exception {
        feed(0, 0, 4, true, pat(4, 1));
        feed(0, 0, 4, true, pat(4, 2));
        assertThat(tables).containsExactly(pat(4, 1), pat(4, 2));
    }

    @Test
    void a_table_that_is_not_yet_valid_waits_until_it_is_sent_as_current() throws Exception {
        feed(0, 0, 4, true, pat(4, 1));
        feed(0, 0, 5, false, pat(5, 2));
        assertThat(tables).containsExactly(pat(4, 1));
        feed(0, 0, 5, true, pat(5, 2));
        assertThat(tables).containsExactly(pat(4, 1), pat(5, 2));
    }

    @Test
    void a_broken_section_leaves_the_others_alone() throws Exception {
        feed(0, 1, 4, true, pat(4, 1));
        byte[] broken = Sections.numbered(pat(4, 2).section(), 1, 1, 4, true);
        broken[9] ^= 1;
        assertThatThrownBy(() -> assembler.section(Pid.PAT, broken)).isInstanceOf(MalformedSectionException.class);
        feed(1, 1, 4, true, pat(4, 2));
        assertThat(tables).containsExactly(pat(4, 1, 2));
    }

    @Test
    void programs_on_one_pid_do_not_mix() throws Exception {
        Pid pid = new Pid(0x100);
        ProgramMap one = new ProgramMap(1, 0, new Pid(0x101), new byte[0], List.of());
        ProgramMap two = new ProgramMap(2, 0, new Pid(0x201), new byte[0], List.of());
        assembler.section(pid, one.section());
        assembler.section(pid, two.section());
        assembler.section(pid, one.section());
        assertThat(tables).containsExactly(one, two);
    }

    @Test
    void every_time_table_comes_out() throws Exception {
        Stt stt = new Stt(1_236_854_919, 18, 0);
        Tdt tdt = new Tdt(Instant.parse("2020-12-14T10:00:00Z"));
        assembler.section(Pid.ATSC_PSIP, stt.section());
        assembler.section(Pid.ATSC_PSIP, stt.section());
        assembler.section(Pid.DVB_TIME, tdt.section());
        assembler.section(Pid.DVB_TIME, tdt.section());
        assertThat(tables).containsExactly(stt, stt, tdt, tdt);
    }

    @Test
    void after_a_reset_the_same_table_comes_again() throws Exception {
        feed(0, 0, 4, true, pat(4, 1));
        assembler.reset();
        feed(0, 0, 4, true, pat(4, 1));
        assertThat(tables).containsExactly(pat(4, 1), pat(4, 1));
    }

    @Test
    void a_flood_of_unfinished_tables_pushes_the_oldest_out_and_nothing_breaks() throws Exception {
        ProgramMap map = new ProgramMap(0, 0, new Pid(0x101), new byte[900], List.of());
        for (int i = 0; i < 3 * TableAssembler.MOST_TABLES; i++) {
            byte[] section = Sections.numbered(map.section(), 0, 1, 0, true);
            section[3] = (byte) (i >>> 8);
            section[4] = (byte) i;
            assembler.section(new Pid(0x100), Sections.signed(section));
        }
        assertThat(tables).isEmpty();
        feed(0, 0, 4, true, pat(4, 1));
        assertThat(tables).containsExactly(pat(4, 1));
    }

    @Test
    void channels_services_networks_and_events_are_joined_too() throws Exception {
        VirtualChannel one = new VirtualChannel("ONE", 5, 1, 4, 7, 1, 2, 1);
        VirtualChannel two = new VirtualChannel("TWO", 5, 2, 4, 7, 2, 2, 2);
        split(Pid.ATSC_PSIP, vct(one), vct(two), new VirtualChannelTable(7, 0, false, List.of(one, two)));
        Service first = new Service(1, 1, "p", "first");
        Service second = new Service(2, 2, "p", "second");
        split(
                Pid.DVB_SDT,
                new ServiceDescription(7, 9, 0, List.of(first)),
                new ServiceDescription(7, 9, 0, List.of(second)),
                new ServiceDescription(7, 9, 0, List.of(first, second)));
        split(
                Pid.DVB_NIT,
                new NetworkInformation(3, 0, "net", List.of(new Multiplex(7, 9))),
                new NetworkInformation(3, 0, "", List.of(new Multiplex(8, 9))),
                new NetworkInformation(3, 0, "net", List.of(new Multiplex(7, 9), new Multiplex(8, 9))));
    }

    private static VirtualChannelTable vct(VirtualChannel channel) {
        return new VirtualChannelTable(7, 0, false, List.of(channel));
    }

    private void split(Pid pid, PsiTable first, PsiTable second, PsiTable whole) throws Exception {
        tables.clear();
        assembler.section(pid, Sections.numbered(first.section(), 0, 1, 0, true));
        assembler.section(pid, Sections.numbered(second.section(), 1, 1, 0, true));
        assertThat(tables).containsExactly(whole);
    }

    @Test
    void tables_that_are_not_read_are_passed_over() throws Exception {
        byte[] bouquet = new ServiceDescription(7, 9, 0, List.of()).section();
        bouquet[0] = 0x4A;
        assembler.section(Pid.DVB_SDT, Sections.signed(bouquet));
        assertThat(tables).isEmpty();
    }

    @Test
    void the_pat_of_another_stream_takes_the_place_of_the_one_before_and_may_come_back() throws Exception {
        ProgramAssociation other = new ProgramAssociation(8, 4, pat(4, 2).programs());
        feed(0, 0, 4, true, pat(4, 1));
        feed(0, 0, 4, true, other);
        feed(0, 0, 4, true, pat(4, 1));
        assertThat(tables).containsExactly(pat(4, 1), other, pat(4, 1));
    }

    @Test
    void behind_another_pat_tables_are_told_again_so_that_a_receiver_may_come_back_to_a_multiplex() throws Exception {
        ServiceCatalog catalog = new ServiceCatalog();
        TableAssembler zapping = new TableAssembler(catalog::table);
        byte[] here = pat(4, 1).section();
        byte[] elsewhere = new ProgramAssociation(8, 0, new TreeMap<>(Map.of(2, new Pid(0x200)))).section();
        byte[] map = new ProgramMap(1, 0, new Pid(0x31), new byte[0], List.of()).section();
        byte[] services = new ServiceDescription(7, 9, 0, List.of(new Service(1, 1, "p", "One"))).section();
        for (byte[] pat : List.of(here, elsewhere, here)) {
            zapping.section(Pid.PAT, pat);
            boolean away = pat == elsewhere;
            if (!away) {
                zapping.section(new Pid(0x1001), map);
                zapping.section(Pid.DVB_SDT, services);
            }
            assertThat(catalog.program(1).isPresent()).isEqualTo(!away);
            assertThat(catalog.service(1).isPresent()).isEqualTo(!away);
            assertThat(catalog.originalNetworkId().isPresent()).isEqualTo(!away);
        }
    }
}
