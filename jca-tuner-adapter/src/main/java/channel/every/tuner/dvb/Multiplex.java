package channel.every.tuner.dvb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where on the air a transport stream is and how it is sent. Settings that a demodulator can find by itself are completed with
 * "automatic", so that equal multiplexes are equal however much of them a file tells.
 *
 * @param settings by key, as the kernel takes them; the frequency of a satellite is the one on the way down, in kHz
 * @param polarization of a satellite's transponder, null on earth
 */
public record Multiplex(
        DeliverySystem system,
        SortedMap<TuningKey, Long> settings,
        @Nullable Polarization polarization) {
    public Multiplex {
        SortedMap<TuningKey, Long> complete = new TreeMap<>();
        for (TuningKey key : system.needed()) {
            Long value = settings.get(key);
            if (value == null) {
                throw new IllegalArgumentException(key + " is missing, which " + system + " needs");
            }
            complete.put(key, value);
        }
        for (TuningKey key : system.optional()) {
            complete.put(key, settings.getOrDefault(key, automatic(key)));
        }
        complete.forEach(Property::new);
        if (system.satellite() && polarization == null) {
            throw new IllegalArgumentException("POLARIZATION is missing, which " + system + " needs");
        }
        if (!system.satellite() && polarization != null) {
            throw new IllegalArgumentException("POLARIZATION " + polarization.word() + " has no meaning in " + system);
        }
        settings = complete;
    }

    private static long automatic(TuningKey key) {
        return switch (key) {
            case MODULATION -> Modulation.QAM_AUTO.number();
            case INVERSION -> Inversion.AUTO.number();
            case INNER_FEC, CODE_RATE_HP, CODE_RATE_LP -> CodeRate.AUTO.number();
            case PILOT -> Pilot.AUTO.number();
            case ROLLOFF -> RollOff.AUTO.number();
            case GUARD_INTERVAL -> GuardInterval.AUTO.number();
            case TRANSMISSION_MODE -> TransmissionMode.AUTO.number();
            case HIERARCHY -> Hierarchy.AUTO.number();
            // NO_STREAM_ID_FILTER
            case STREAM_ID -> Property.MOST;
            default -> throw new IllegalArgumentException(key + " cannot be found automatically");
        };
    }

    /** In Hz, or kHz of a satellite. */
    long frequency() {
        return Objects.requireNonNull(settings.get(TuningKey.FREQUENCY));
    }

    /** What to tell the frontend, in order. @param frequency what reaches it over the cable */
    List<Property> properties(long frequency) {
        List<Property> properties = new ArrayList<>();
        properties.add(new Property(TuningKey.DELIVERY_SYSTEM, system.number()));
        for (Map.Entry<TuningKey, Long> setting : settings.entrySet()) {
            TuningKey key = setting.getKey();
            properties.add(new Property(key, key == TuningKey.FREQUENCY ? frequency : setting.getValue()));
        }
        properties.add(new Property(TuningKey.TUNE, 0));
        return properties;
    }

    /** As a channel reference of its own: {@code dvbt-474000000}, {@code dvbs2-11362000-h}, with the stream if it is told. */
    String reference() {
        Polarization plane = polarization;
        long stream = settings.getOrDefault(TuningKey.STREAM_ID, Property.MOST);
        return system.word().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-")
                + '-'
                + frequency()
                + (plane == null ? "" : "-" + Character.toLowerCase(plane.word().charAt(0)))
                + (stream == Property.MOST ? "" : "-" + stream);
    }

    /** As in {@code DVBT 474 MHz}, {@code DVBS2 11362 MHz HORIZONTAL}. */
    @Override
    public String toString() {
        double mhz = system.satellite() ? frequency() / 1e3 : frequency() / 1e6;
        String number = mhz == Math.rint(mhz) ? Long.toString((long) mhz) : Double.toString(mhz);
        return system + " " + number + " MHz"
                + Optional.ofNullable(polarization).map(p -> " " + p.word()).orElse("");
    }
}
