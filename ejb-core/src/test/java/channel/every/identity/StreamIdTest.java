package channel.every.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ec/stream/v1/broadcast/atsc/tsid-2065/program-3/profile-720p/variant-main",
                "ec/stream/v1/broadcast/atsc/tsid-0/program-65535/callsign-KCOP-DT/profile-p/variant-v",
                "ec/stream/v1/broadcast/atsc/tsid-1/program-1/callsign-W9/region-los-angeles/profile-p/variant-v",
                "ec/stream/v1/broadcast/atsc/tsid-1/program-1/region-us.ca/profile-p/variant-v",
                "ec/stream/v1/broadcast/dvb/onid-8442/tsid-1/program-257/callsign-TF1/profile-p/variant-v",
                "ec/stream/v1/source/hdhr/device-10439EFD/channel-5.1/profile-p/variant-v",
                "ec/stream/v1/source/linux-dvb/device-0/profile-p/variant-v",
                "ec/stream/v1/source/http/channel-7/profile-p/variant-v",
                "ec/stream/v1/source/file/profile-p/variant-v"
            })
    void a_canonical_id_is_printed_as_it_was_read(String text) {
        assertThat(StreamId.parse(text)).hasToString(text);
        assertThat(StreamId.parse(text)).isEqualTo(StreamId.parse(text));
    }

    @Test
    void the_fields_of_an_atsc_id_are_the_numbers_of_its_tables() {
        StreamId id =
                StreamId.parse("ec/stream/v1/broadcast/atsc/tsid-2065/program-3/callsign-KCOP/profile-p/variant-v");
        assertThat(id)
                .isEqualTo(new StreamId(
                        BroadcastKey.atsc(2065, 3).withCallsign(new Label("KCOP")), new Label("p"), new Label("v")));
    }

    @Test
    void any_key_survives_print_and_parse() {
        long seed = new Random().nextLong();
        System.out.println("StreamIdTest seed " + seed);
        Random random = new Random(seed);
        for (int run = 0; run < 2000; run++) {
            StreamId id = new StreamId(key(random), label(random), label(random));
            assertThat(StreamId.parse(id.toString()))
                    .as("seed %d run %d", seed, run)
                    .isEqualTo(id);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "prefix, ''",
        "prefix, xx/stream/v1/broadcast/atsc/tsid-1/program-1/profile-p/variant-v",
        "prefix, /ec/stream/v1/broadcast/atsc/tsid-1/program-1/profile-p/variant-v",
        "version, ec/stream/v2/broadcast/atsc/tsid-1/program-1/profile-p/variant-v",
        "scope, ec/stream/v1",
        "scope, ec/stream/v1/planet/atsc/tsid-1/program-1/profile-p/variant-v",
        "standard, ec/stream/v1/broadcast/isdb/tsid-1/program-1/profile-p/variant-v",
        "tsid, ec/stream/v1/broadcast/atsc/program-1/profile-p/variant-v",
        "tsid, ec/stream/v1/broadcast/atsc/tsid-65536/program-1/profile-p/variant-v",
        "tsid, ec/stream/v1/broadcast/atsc/tsid-007/program-1/profile-p/variant-v",
        "tsid, ec/stream/v1/broadcast/atsc/tsid--1/program-1/profile-p/variant-v",
        "tsid, ec/stream/v1/broadcast/atsc/tsid-/program-1/profile-p/variant-v",
        "tsid, ec/stream/v1/broadcast/atsc/tsid-99999999999999999999/program-1/profile-p/variant-v",
        "tsid, ec/stream/v1/broadcast/atsc/onid-1/tsid-1/program-1/profile-p/variant-v",
        "onid, ec/stream/v1/broadcast/dvb/tsid-1/program-1/profile-p/variant-v",
        "program, ec/stream/v1/broadcast/atsc/tsid-1/program-0/profile-p/variant-v",
        "program, ec/stream/v1/broadcast/atsc/tsid-1",
        "callsign, ec/stream/v1/broadcast/atsc/tsid-1/program-1/callsign-A B/profile-p/variant-v",
        "callsign, ec/stream/v1/broadcast/atsc/tsid-1/program-1/callsign-/profile-p/variant-v",
        "profile, ec/stream/v1/broadcast/atsc/tsid-1/program-1/region-r/callsign-c/profile-p/variant-v",
        "profile, ec/stream/v1/broadcast/atsc/tsid-1/program-1/variant-v/profile-p",
        "profile, ec/stream/v1/broadcast/atsc/tsid-1/program-1//profile-p/variant-v",
        "variant, ec/stream/v1/broadcast/atsc/tsid-1/program-1/profile-p",
        "variant, ec/stream/v1/broadcast/atsc/tsid-1/program-1/profile-p/variant-..",
        "variant, ec/stream/v1/broadcast/atsc/tsid-1/program-1/profile-p/variant-v/variant-v",
        "'', ec/stream/v1/broadcast/atsc/tsid-1/program-1/profile-p/variant-v/",
        "more, ec/stream/v1/broadcast/atsc/tsid-1/program-1/profile-p/variant-v/more-1",
        "kind, ec/stream/v1/source/satellite/profile-p/variant-v",
        "profile, ec/stream/v1/source/hdhr/channel-1/device-2/profile-p/variant-v"
    })
    void a_malformed_id_is_refused_under_the_name_of_the_field(String field, String text) {
        assertThatExceptionOfType(MalformedStreamIdException.class)
                .isThrownBy(() -> StreamId.parse(text))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field))
                .withMessageContaining(field);
    }

    @Test
    void numbers_that_no_table_can_carry_make_no_key() {
        assertThatThrownBy(() -> BroadcastKey.atsc(65_536, 1)).hasMessageContaining("65536");
        assertThatThrownBy(() -> BroadcastKey.atsc(1, 0)).hasMessageContaining("program number");
        assertThatThrownBy(() -> BroadcastKey.dvb(-1, 1, 1)).hasMessageContaining("original network id");
    }

    private static StreamKey key(Random random) {
        Label first = random.nextBoolean() ? label(random) : null;
        Label second = random.nextBoolean() ? label(random) : null;
        int program = 1 + random.nextInt(65_535);
        return switch (random.nextInt(3)) {
            case 0 -> new BroadcastKey(new BroadcastSystem.Atsc(), random.nextInt(65_536), program, first, second);
            case 1 ->
                new BroadcastKey(
                        new BroadcastSystem.Dvb(random.nextInt(65_536)),
                        random.nextInt(65_536),
                        program,
                        first,
                        second);
            default -> new SourceKey(SourceKind.values()[random.nextInt(SourceKind.values().length)], first, second);
        };
    }

    private static Label label(Random random) {
        String start = "ABCxyz059_-";
        String rest = start + ".";
        StringBuilder text = new StringBuilder().append(start.charAt(random.nextInt(start.length())));
        for (int more = random.nextInt(64); more > 0; more--) {
            text.append(rest.charAt(random.nextInt(rest.length())));
        }
        return new Label(text.toString());
    }
}
