package channel.every.psi;

import static channel.every.ts.Packets.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.ts.Pid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GuideTablesTest {
    private static final Pid EVENTS = new Pid(0x1D00);

    private static void survives(Pid pid, PsiTable table) throws MalformedSectionException {
        assertThat(PsiTable.parse(pid, table.section())).contains(table);
    }

    @Test
    void dvb_events_survive_the_round_trip() throws Exception {
        survives(
                Pid.DVB_EIT,
                new DvbEvents(
                        0x0101,
                        1,
                        0x20FA,
                        3,
                        List.of(
                                new DvbEvent(
                                        17,
                                        Instant.parse("2026-05-04T18:00:00Z"),
                                        Duration.ofSeconds(5430),
                                        "fra",
                                        "Le journal",
                                        "Présenté en direct"),
                                new DvbEvent(18, null, Duration.ZERO, "fra", "?", ""))));
    }

    @Test
    void atsc_events_survive_the_round_trip() throws Exception {
        survives(
                EVENTS,
                new AtscEvents(1, 5, List.of(new AtscEvent(0x3FFF, 1_236_854_919, Duration.ofHours(2), "Noon News"))));
    }

    @Test
    void an_extended_text_belongs_to_an_event_or_to_a_channel() throws Exception {
        survives(EVENTS, new ExtendedText(0, 1, 2, 0x1234, "All about it. ".repeat(40)));
        survives(EVENTS, new ExtendedText(0, 1, 2, ExtendedText.CHANNEL, "The channel"));
    }

    @Test
    void a_network_survives_the_round_trip() throws Exception {
        survives(Pid.DVB_NIT, new NetworkInformation(0x3001, 2, "Réseau", List.of(new Multiplex(1, 0x20FA))));
    }

    @Test
    void a_text_in_one_byte_characters_of_a_page_is_read() throws Exception {
        // one string, "eng", one segment: no compression, mode 0, 5 bytes
        byte[] text = hex("01 65 6E 67 01 00 00 05 48 65 6C 6C 6F");
        assertThat(AtscText.read(new SectionCursor(text, 0, text.length))).isEqualTo("Hello");
        byte[] cyrillic = hex("01 72 75 73 01 00 04 02 14 30");
        assertThat(AtscText.read(new SectionCursor(cyrillic, 0, cyrillic.length)))
                .isEqualTo("\u0414\u0430");
    }

    @Test
    void the_first_language_is_the_title() throws Exception {
        byte[] text = hex("02 65 6E 67 01 00 00 02 48 69 66 72 61 01 00 00 05 53 61 6C 75 74");
        assertThat(AtscText.read(new SectionCursor(text, 0, text.length))).isEqualTo("Hi");
    }

    @Test
    void a_text_that_promises_more_than_there_is_is_refused() {
        byte[] text = hex("01 65 6E 67 01 00 00 06 48 65 6C 6C 6F");
        assertThatThrownBy(() -> AtscText.read(new SectionCursor(text, 0, text.length)))
                .isInstanceOf(MalformedSectionException.class)
                .hasMessage("number_bytes 0x6 at byte 8 is the length of a field where 5 bytes are left");
    }

    @Test
    void dvb_texts_name_their_character_table() {
        assertThat(DvbText.decode(hex("41 52 54 45"))).isEqualTo("ARTE");
        assertThat(DvbText.decode(hex("05 C4 B0"))).isEqualTo("\u00C4\u00B0");
        assertThat(DvbText.decode(hex("10 00 02 B3"))).isEqualTo("\u0142");
        assertThat(DvbText.decode(hex("11 20 AC"))).isEqualTo("\u20AC");
        assertThat(DvbText.decode(hex("15 E2 82 AC"))).isEqualTo("\u20AC");
        assertThat(DvbText.decode(hex("86 4E 87 6F"))).isEqualTo("No");
        assertThat(DvbText.decode(hex(""))).isEmpty();
    }

    @Test
    void now_and_next_follow_the_broadcasts_own_time() {
        ServiceCatalog catalog = new ServiceCatalog();
        Instant noon = Instant.parse("2026-05-04T12:00:00Z");
        catalog.table(new DvbEvents(
                1,
                1,
                1,
                0,
                List.of(
                        new DvbEvent(2, noon.plusSeconds(3600), Duration.ofHours(1), "eng", "later", ""),
                        new DvbEvent(1, noon, Duration.ofHours(1), "eng", "sooner", ""))));
        catalog.table(new Tdt(noon.plusSeconds(3599)));
        assertThat(catalog.programmes(1)).extracting(Programme::title).containsExactly("sooner", "later");
        catalog.table(new Tdt(noon.plusSeconds(3600)));
        assertThat(catalog.programmes(1)).extracting(Programme::title).containsExactly("later");
    }

    @Test
    void atsc_programmes_are_found_by_the_channels_source_id() {
        ServiceCatalog catalog = new ServiceCatalog();
        Stt stt = new Stt(1_236_854_919, 18, 0);
        catalog.table(stt);
        catalog.table(new VirtualChannelTable(7, 0, false, List.of(new VirtualChannel("KTST", 5, 1, 4, 7, 3, 2, 99))));
        catalog.table(
                new AtscEvents(99, 0, List.of(new AtscEvent(1, stt.gpsSeconds() - 60, Duration.ofHours(1), "on now"))));
        assertThat(catalog.programmes(3))
                .containsExactly(new Programme(stt.utc().minusSeconds(60), Duration.ofHours(1), "on now", ""));
    }

    @Test
    void an_atsc_programme_is_joined_with_its_text_whichever_comes_first() {
        ServiceCatalog catalog = new ServiceCatalog();
        Stt stt = new Stt(1_236_854_919, 18, 0);
        catalog.table(stt);
        catalog.table(new VirtualChannelTable(7, 0, false, List.of(new VirtualChannel("KTST", 5, 1, 4, 7, 3, 2, 99))));
        catalog.table(new ExtendedText(0, 0, 99, 2, "What comes."));
        catalog.table(new AtscEvents(
                99,
                0,
                List.of(
                        new AtscEvent(1, stt.gpsSeconds(), Duration.ofHours(1), "now"),
                        new AtscEvent(2, stt.gpsSeconds() + 3600, Duration.ofHours(1), "next"))));
        catalog.table(new ExtendedText(0, 0, 99, 1, "What is on."));
        catalog.table(new ExtendedText(0, 0, 99, ExtendedText.CHANNEL, "The channel."));
        assertThat(catalog.programmes(3)).extracting(Programme::text).containsExactly("What is on.", "What comes.");
    }

    @Test
    void the_first_language_that_can_be_read_is_the_title() throws Exception {
        // Korean in mode 0x48, which is not read, then English
        byte[] text = hex("02 6B 6F 72 01 00 48 02 B0 A1 65 6E 67 01 00 00 02 48 69");
        assertThat(AtscText.read(new SectionCursor(text, 0, text.length))).isEqualTo("Hi");
    }

    @Test
    void a_flood_of_programmes_and_texts_is_taken_in_up_to_a_bound() {
        ServiceCatalog catalog = new ServiceCatalog();
        catalog.table(new VirtualChannelTable(7, 0, false, List.of(new VirtualChannel("KTST", 5, 1, 4, 7, 3, 2, 99))));
        String text = "x".repeat(4000);
        for (int event = 0; event < 1000; event++) {
            AtscEvent one = new AtscEvent(event, 1_236_854_919L + event * 60L, Duration.ofMinutes(1), "t");
            catalog.table(new AtscEvents(99, 0, List.of(one)));
            catalog.table(new ExtendedText(0, 0, 99, event, text));
        }
        List<Programme> atsc = catalog.programmes(3);
        assertThat(atsc).hasSize(256).last().extracting(Programme::text).isEqualTo(text);
        for (int event = 0; event < 1000; event++) {
            catalog.table(new ExtendedText(0, 0, 98, event, text));
        }
        assertThat(catalog.programmes(3)).extracting(Programme::text).containsOnly("");

        Instant noon = Instant.parse("2026-05-04T12:00:00Z");
        List<DvbEvent> many = IntStream.range(0, 1000)
                .mapToObj(i -> new DvbEvent(i, noon.plusSeconds(i), Duration.ofHours(1), "eng", "t", ""))
                .toList();
        catalog.table(new DvbEvents(4, 7, 9, 0, many));
        assertThat(catalog.programmes(4)).hasSize(256);
    }
}
