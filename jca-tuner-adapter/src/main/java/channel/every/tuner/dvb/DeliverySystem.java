package channel.every.tuner.dvb;

import static channel.every.tuner.dvb.TuningKey.BANDWIDTH_HZ;
import static channel.every.tuner.dvb.TuningKey.CODE_RATE_HP;
import static channel.every.tuner.dvb.TuningKey.CODE_RATE_LP;
import static channel.every.tuner.dvb.TuningKey.FREQUENCY;
import static channel.every.tuner.dvb.TuningKey.GUARD_INTERVAL;
import static channel.every.tuner.dvb.TuningKey.HIERARCHY;
import static channel.every.tuner.dvb.TuningKey.INNER_FEC;
import static channel.every.tuner.dvb.TuningKey.INVERSION;
import static channel.every.tuner.dvb.TuningKey.MODULATION;
import static channel.every.tuner.dvb.TuningKey.PILOT;
import static channel.every.tuner.dvb.TuningKey.ROLLOFF;
import static channel.every.tuner.dvb.TuningKey.STREAM_ID;
import static channel.every.tuner.dvb.TuningKey.SYMBOL_RATE;
import static channel.every.tuner.dvb.TuningKey.TRANSMISSION_MODE;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A transmission standard that can be tuned to here (enum fe_delivery_system), with the settings it needs and those it can be told: the
 * lists of libdvbv5's dvb-v5-std.c.
 */
public enum DeliverySystem implements KernelWord {
    DVBC_ANNEX_A(1, "DVBC/ANNEX_A", List.of(FREQUENCY, SYMBOL_RATE), List.of(MODULATION, INVERSION, INNER_FEC)),
    DVBC_ANNEX_B(2, "DVBC/ANNEX_B", List.of(FREQUENCY), List.of(MODULATION)),
    DVBT(3, "DVBT", List.of(FREQUENCY, BANDWIDTH_HZ), Ofdm.KEYS),
    DVBS(5, "DVBS", List.of(FREQUENCY, SYMBOL_RATE), List.of(INVERSION, INNER_FEC)),
    DVBS2(
            6,
            "DVBS2",
            List.of(FREQUENCY, SYMBOL_RATE, MODULATION),
            List.of(INVERSION, INNER_FEC, PILOT, ROLLOFF, STREAM_ID)),
    ATSC(11, "ATSC", List.of(FREQUENCY, MODULATION), List.of()),
    DVBT2(16, "DVBT2", List.of(FREQUENCY, BANDWIDTH_HZ), Ofdm.KEYS_AND_PIPE),
    DVBC_ANNEX_C(18, "DVBC/ANNEX_C", List.of(FREQUENCY, SYMBOL_RATE), List.of(MODULATION, INVERSION, INNER_FEC));

    private static final class Ofdm {
        static final List<TuningKey> KEYS = List.of(
                MODULATION, INVERSION, CODE_RATE_HP, CODE_RATE_LP, GUARD_INTERVAL, TRANSMISSION_MODE, HIERARCHY);
        static final List<TuningKey> KEYS_AND_PIPE = List.of(
                MODULATION,
                INVERSION,
                CODE_RATE_HP,
                CODE_RATE_LP,
                GUARD_INTERVAL,
                TRANSMISSION_MODE,
                HIERARCHY,
                STREAM_ID);
    }

    private final int number;
    private final String word;
    private final List<TuningKey> needed;
    private final List<TuningKey> optional;

    DeliverySystem(int number, String word, List<TuningKey> needed, List<TuningKey> optional) {
        this.number = number;
        this.word = word;
        this.needed = needed;
        this.optional = optional;
    }

    static Optional<DeliverySystem> of(int number) {
        return Arrays.stream(values()).filter(system -> system.number == number).findFirst();
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public String word() {
        return word;
    }

    List<TuningKey> needed() {
        return needed;
    }

    /** Settings that a demodulator finds by itself when they are not told. */
    List<TuningKey> optional() {
        return optional;
    }

    Stream<TuningKey> keys() {
        return Stream.concat(needed.stream(), optional.stream());
    }

    boolean satellite() {
        return this == DVBS || this == DVBS2;
    }

    @Override
    public String toString() {
        return word;
    }
}
