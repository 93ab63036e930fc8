package channel.every.tuner.dvb;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A section of a channel file while it is read: libdvbv5's keys and what they mean. */
final class ChannelSection {
    /** What DVB-T2's pipe was called before STREAM_ID. */
    private static final String OLD_STREAM_ID = "DVBT2_PLP_ID_LEGACY";

    private final String name;
    private final int line;
    private final Map<String, String> values = new HashMap<>();

    ChannelSection(String name, int line) {
        this.name = name;
        this.line = line;
    }

    String name() {
        return name;
    }

    int line() {
        return line;
    }

    void put(String key, String value) {
        if (values.put(key.equals(OLD_STREAM_ID) ? TuningKey.STREAM_ID.name() : key, value) != null) {
            throw new IllegalArgumentException(key + " stands twice in [" + name + ']');
        }
    }

    /** @throws IllegalArgumentException naming the key and the value that cannot work */
    DvbChannel channel() {
        String told = values.get("DELIVERY_SYSTEM");
        if (told == null) {
            throw new IllegalArgumentException("DELIVERY_SYSTEM is missing");
        }
        DeliverySystem system;
        try {
            system = KernelWord.parse(DeliverySystem.class, told);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("DELIVERY_SYSTEM: " + e.getMessage(), e);
        }
        return new DvbChannel(
                name,
                values.getOrDefault("VCHANNEL", ""),
                number("SERVICE_ID", 0),
                new Multiplex(system, settings(system), system.satellite() ? polarization() : null),
                system.satellite() ? dish() : null);
    }

    private SortedMap<TuningKey, Long> settings(DeliverySystem system) {
        SortedMap<TuningKey, Long> settings = new TreeMap<>();
        system.keys().forEach(key -> {
            String value = values.get(key.name());
            if (value != null) {
                settings.put(key, key.parse(value));
            }
        });
        return settings;
    }

    private @Nullable Polarization polarization() {
        String told = values.get("POLARIZATION");
        if (told == null) {
            return null;
        }
        try {
            return KernelWord.parse(Polarization.class, told);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("POLARIZATION: " + e.getMessage(), e);
        }
    }

    private Dish dish() {
        if (number("FREQ_BPF", 0) != 0) {
            throw new IllegalArgumentException(
                    "FREQ_BPF: one cable for several receivers (Unicable) cannot be driven here");
        }
        String lnb = values.get("LNB");
        if (lnb == null) {
            throw new IllegalArgumentException("LNB is missing: add the dish's, mostly UNIVERSAL");
        }
        int position = number("SAT_NUMBER", -1);
        return new Dish(Lnb.parse(lnb), position == -1 ? null : position, number("DISEQC_WAIT", 0));
    }

    private int number(String key, int otherwise) {
        String told = values.get(key);
        try {
            return told == null ? otherwise : Integer.parseInt(told);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " must be a whole number: \"" + told + '"', e);
        }
    }
}
