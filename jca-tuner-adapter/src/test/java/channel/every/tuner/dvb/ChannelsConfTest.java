package channel.every.tuner.dvb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.tuner.TunerException;
import channel.every.tuner.UnknownChannelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelsConfTest {
    /** As dvbv5-scan writes it. */
    private static final String SCANNED = """
            [KCOP-DT]
            	VCHANNEL = 13.1
            	SERVICE_ID = 3
            	VIDEO_PID = 49
            	AUDIO_PID = 52 53
            	FREQUENCY = 485000000
            	MODULATION = VSB/8
            	INVERSION = AUTO
            	DELIVERY_SYSTEM = ATSC

            # by hand
            [Das Erste HD]
            	SERVICE_ID = 10301
            	PID_06 = 5104 5105
            	SAT_NUMBER = 0
            	DISEQC_WAIT = 20
            	LNB = universal
            	FREQUENCY = 11493750
            	INNER_FEC = 2/3
            	MODULATION = PSK/8
            	PILOT = ON
            	ROLLOFF = 35
            	POLARIZATION = HORIZONTAL
            	SYMBOL_RATE = 22000000
            	STREAM_ID = 4294967295
            	DELIVERY_SYSTEM = DVBS2
            """;

    @TempDir
    Path directory;

    private static ChannelsConf parse(String text) throws TunerException {
        return ChannelsConf.parse(Path.of("channels.conf"), text);
    }

    @Test
    void a_scanned_file_gives_its_channels() throws TunerException {
        ChannelsConf conf = parse(SCANNED);
        DvbChannel kcop = conf.find("13.1");
        assertThat(kcop).isEqualTo(conf.find("KCOP-DT")).hasToString("13.1 KCOP-DT");
        assertThat(kcop.program()).isEqualTo(3);
        assertThat(kcop.dish()).isNull();
        assertThat(kcop.multiplex().system()).isEqualTo(DeliverySystem.ATSC);
        assertThat(kcop.multiplex().settings())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(TuningKey.FREQUENCY, 485_000_000L, TuningKey.MODULATION, 7L));
        assertThat(conf).hasToString("13.1 KCOP-DT, Das-Erste-HD");
    }

    @Test
    void a_satellite_channel_has_a_dish_and_all_its_settings() throws TunerException {
        DvbChannel ard = parse(SCANNED).find("Das-Erste-HD");
        assertThat(ard.name()).isEqualTo("Das Erste HD");
        assertThat(ard.dish()).isEqualTo(new Dish(Lnb.UNIVERSAL, 0, 20));
        assertThat(ard.multiplex()).hasToString("DVBS2 11493.75 MHz HORIZONTAL");
        assertThat(ard.multiplex().settings())
                .containsEntry(TuningKey.FREQUENCY, 11_493_750L)
                .containsEntry(TuningKey.INNER_FEC, 2L)
                .containsEntry(TuningKey.MODULATION, 9L)
                .containsEntry(TuningKey.PILOT, 0L)
                .containsEntry(TuningKey.ROLLOFF, 0L)
                .containsEntry(TuningKey.STREAM_ID, 0xFFFF_FFFFL);
    }

    @Test
    void what_a_file_leaves_out_is_automatic_so_that_equal_multiplexes_are_equal() throws TunerException {
        ChannelsConf conf = parse("""
                [a]
                DELIVERY_SYSTEM = DVBT2
                FREQUENCY = 474000000
                BANDWIDTH_HZ = 8000000
                [b]
                DELIVERY_SYSTEM = DVBT2
                FREQUENCY = 474000000
                BANDWIDTH_HZ = 8000000
                MODULATION = QAM/AUTO
                INVERSION = AUTO
                CODE_RATE_HP = AUTO
                CODE_RATE_LP = AUTO
                GUARD_INTERVAL = AUTO
                TRANSMISSION_MODE = AUTO
                HIERARCHY = AUTO
                [c]
                DELIVERY_SYSTEM = DVBT2
                FREQUENCY = 474000000
                BANDWIDTH_HZ = 8000000
                DVBT2_PLP_ID_LEGACY = 1
                """);
        assertThat(conf.find("a").multiplex()).isEqualTo(conf.find("b").multiplex());
        assertThat(conf.find("c").multiplex()).isNotEqualTo(conf.find("a").multiplex());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("KCOP:485000000:8VSB:49:52:3", "line 1 is neither [channel] nor KEY = value"),
                Arguments.of("[a]\nFREQUENCY = 1", "[a] in line 1: DELIVERY_SYSTEM is missing"),
                Arguments.of(
                        "[a]\nDELIVERY_SYSTEM = ISDBT",
                        "DELIVERY_SYSTEM: \"ISDBT\" is none of DVBC/ANNEX_A, DVBC/ANNEX_B, DVBT, DVBS"),
                Arguments.of("[a]\nDELIVERY_SYSTEM = DVBT\nFREQUENCY = 474000000", "BANDWIDTH_HZ is missing"),
                Arguments.of(
                        "[a]\nDELIVERY_SYSTEM = ATSC\nFREQUENCY = 474 MHz\nMODULATION = VSB/8",
                        "FREQUENCY must be a whole number: \"474 MHz\""),
                Arguments.of(
                        "[a]\nDELIVERY_SYSTEM = ATSC\nFREQUENCY = 4294967296\nMODULATION = VSB/8",
                        "FREQUENCY must be 0 to 4294967295: 4294967296"),
                Arguments.of(
                        "[a]\nDELIVERY_SYSTEM = ATSC\nFREQUENCY = 1\nMODULATION = 8VSB",
                        "MODULATION: \"8VSB\" is none of QPSK, QAM/16"),
                Arguments.of("[a]\nFREQUENCY = 1\nFREQUENCY = 2", "line 3: FREQUENCY stands twice in [a]"),
                Arguments.of(
                        "[a]\nDELIVERY_SYSTEM = ATSC\nFREQUENCY = 1\nMODULATION = VSB/8\nSERVICE_ID = 70000",
                        "SERVICE_ID must be 0 to 65535: 70000"),
                Arguments.of(
                        "[a]\nDELIVERY_SYSTEM = DVBS\nFREQUENCY = 12188000\nSYMBOL_RATE = 27500000\nPOLARIZATION = VERTICAL",
                        "LNB is missing: add the dish's, mostly UNIVERSAL"),
                Arguments.of(
                        "[a]\nDELIVERY_SYSTEM = DVBS\nFREQUENCY = 12188000\nSYMBOL_RATE = 27500000\nLNB = UNIVERSAL",
                        "POLARIZATION is missing"),
                Arguments.of(
                        "[a]\nDELIVERY_SYSTEM = DVBS\nFREQUENCY = 1\nSYMBOL_RATE = 1\nPOLARIZATION = LEFT\nLNB = UNIVERSAL\nSAT_NUMBER = 4",
                        "SAT_NUMBER must be 0 to 3"),
                Arguments.of(
                        "[a]\nDELIVERY_SYSTEM = DVBS\nFREQUENCY = 1\nSYMBOL_RATE = 1\nPOLARIZATION = LEFT\nLNB = UNIVERSAL\nFREQ_BPF = 1210",
                        "FREQ_BPF: one cable for several receivers (Unicable) cannot be driven here"),
                Arguments.of(
                        "[a]\nDELIVERY_SYSTEM = DVBS\nFREQUENCY = 1\nSYMBOL_RATE = 1\nPOLARIZATION = LEFT\nLNB = DISHPRO",
                        "LNB: \"DISHPRO\" is none of UNIVERSAL, DBS, STANDARD, ENHANCED, C-BAND"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_told_with_file_place_key_and_value(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(TunerException.class)
                .hasMessageStartingWith("channel file channels.conf")
                .hasMessageContaining(message);
    }

    @Test
    void a_channel_that_is_not_there_is_told_with_those_that_are() throws TunerException {
        ChannelsConf conf = parse(SCANNED);
        assertThatThrownBy(() -> conf.find("5.1"))
                .isInstanceOf(UnknownChannelException.class)
                .hasMessage("no channel 5.1 in channels.conf; it has 13.1 KCOP-DT, Das-Erste-HD");
    }

    @Test
    void a_name_that_stands_twice_is_not_guessed() throws TunerException {
        ChannelsConf conf = parse(SCANNED + SCANNED.replace("485", "491"));
        assertThatThrownBy(() -> conf.find("13.1"))
                .hasMessage("channel 13.1 stands 2 times in channels.conf: 13.1 KCOP-DT (ATSC 485 MHz),"
                        + " 13.1 KCOP-DT (ATSC 491 MHz); give each its own VCHANNEL");
    }

    @Test
    void names_in_any_encoding_are_read() throws IOException {
        Path file = directory.resolve("channels.conf");
        String text = "[Öl & Gas]\nDELIVERY_SYSTEM = ATSC\nFREQUENCY = 485000000\nMODULATION = VSB/8\n";
        Files.writeString(file, text);
        assertThat(ChannelsConf.read(file).find("Öl & Gas"))
                .isEqualTo(ChannelsConf.read(file).find("-l-Gas"));
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        assertThat(ChannelsConf.read(file).find("-l-Gas").multiplex()).hasToString("ATSC 485 MHz");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> ChannelsConf.read(directory.resolve("none.conf")))
                .isInstanceOf(TunerException.class)
                .hasMessageContaining("none.conf cannot be read");
    }
}
