package channel.every.tuner.dvb;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be set and asked of a frontend (DTV_* of linux/dvb/frontend.h); the names are those of channel files too. */
public enum TuningKey {
    TUNE(1),
    CLEAR(2),
    /** On earth in Hz, of satellites in kHz. */
    FREQUENCY(3),
    MODULATION(4, Modulation.class),
    BANDWIDTH_HZ(5),
    INVERSION(6, Inversion.class),
    /** Symbols a second. */
    SYMBOL_RATE(8),
    INNER_FEC(9, CodeRate.class),
    PILOT(12, Pilot.class),
    ROLLOFF(13, RollOff.class),
    DELIVERY_SYSTEM(17, DeliverySystem.class),
    API_VERSION(35),
    CODE_RATE_HP(36, CodeRate.class),
    CODE_RATE_LP(37, CodeRate.class),
    GUARD_INTERVAL(38, GuardInterval.class),
    TRANSMISSION_MODE(39, TransmissionMode.class),
    HIERARCHY(40, Hierarchy.class),
    /** A physical layer pipe of DVB-T2, an input stream of DVB-S2. */
    STREAM_ID(42),
    ENUM_DELSYS(44),
    STAT_SIGNAL_STRENGTH(62),
    STAT_CNR(63),
    STAT_PRE_ERROR_BIT_COUNT(64),
    STAT_PRE_TOTAL_BIT_COUNT(65),
    STAT_POST_ERROR_BIT_COUNT(66),
    STAT_POST_TOTAL_BIT_COUNT(67),
    STAT_ERROR_BLOCK_COUNT(68),
    STAT_TOTAL_BLOCK_COUNT(69);

    private final int number;
    private final @Nullable Class<? extends KernelWord> words;

    TuningKey(int number) {
        this(number, null);
    }

    TuningKey(int number, @Nullable Class<? extends KernelWord> words) {
        this.number = number;
        this.words = words;
    }

    /** The kernel's command. */
    public int number() {
        return number;
    }

    static Optional<TuningKey> named(String text) {
        return Arrays.stream(values()).filter(key -> key.name().equals(text)).findFirst();
    }

    /** The kernel's number for a word or number of a channel file. @throws IllegalArgumentException naming key and value */
    long parse(String text) {
        Class<? extends KernelWord> choices = words;
        try {
            return choices == null
                    ? Long.parseLong(text)
                    : KernelWord.parse(choices, text).number();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(this + " must be a whole number: \"" + text + '"', e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(this + ": " + e.getMessage(), e);
        }
    }
}
