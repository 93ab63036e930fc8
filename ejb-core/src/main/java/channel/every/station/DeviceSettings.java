package channel.every.station;

import channel.every.device.DevicePorts;
import channel.every.device.DeviceProfile;
import channel.every.device.Family;
import channel.every.device.VirtualDevice;
import java.time.Duration;

/**
 * A virtual HDHomeRun.
 *
 * @param name what it calls itself, {@code [A-Za-z0-9._-]{1,64}}
 * @param port TCP port for pages and streams, 0 for any free one
 * @param control UDP and TCP port for discovery and variables, 0 for any free one, {@link DevicePorts#NONE} for none
 * @param tuners streams at a time, 1 to 32
 */
public record DeviceSettings(String name, int port, int control, int tuners, Reception reception) {
    private static final int USUAL_TUNERS = 2;

    public DeviceSettings {
        new DeviceProfile(name, tuners, Family.ATSC);
        new DevicePorts(port, control);
    }

    /** Without a control port. */
    public DeviceSettings(String name, int port, int tuners, Reception reception) {
        this(name, port, DevicePorts.NONE, tuners, reception);
    }

    DeviceProfile profile(Standard standard) {
        return new DeviceProfile(
                name,
                tuners,
                switch (standard) {
                    case ATSC -> Family.ATSC;
                    case DVB -> Family.DVB;
                });
    }

    DevicePorts ports() {
        return new DevicePorts(port, control);
    }

    /** On the ports it has got. */
    DeviceSettings as(VirtualDevice device) {
        return new DeviceSettings(
                name, device.uri().getPort(), device.controlPort().orElse(DevicePorts.NONE), tuners, reception);
    }

    /** Reads {@code NAME=PORT[,control=65001][,loss=1e-5][,seed=1][,delay-ms=200][,tuners=2]}. */
    public static DeviceSettings parse(String text) {
        String[] parts = text.split(",", -1);
        String[] named = pair(parts[0], text);
        double loss = 0;
        long seed = 0;
        long delay = 0;
        long tuners = USUAL_TUNERS;
        long control = DevicePorts.NONE;
        for (int i = 1; i < parts.length; i++) {
            String[] option = pair(parts[i], text);
            switch (option[0]) {
                case "loss" -> loss = share(option[1]);
                case "seed" -> seed = whole(option[0], option[1]);
                case "delay-ms" -> delay = whole(option[0], option[1]);
                case "tuners" -> tuners = whole(option[0], option[1]);
                case "control" -> control = whole(option[0], option[1]);
                default ->
                    throw new IllegalArgumentException(
                            "device option is loss, seed, delay-ms, tuners or control: " + option[0]);
            }
        }
        Reception reception = new Reception(loss, seed, Duration.ofMillis(delay));
        return new DeviceSettings(named[0], (int) whole("port", named[1]), (int) control, (int) tuners, reception);
    }

    private static long whole(String option, String value) {
        if (!value.matches("-?\\d{1,9}")) {
            throw new IllegalArgumentException("device's " + option + " is a whole number: " + value);
        }
        return Long.parseLong(value);
    }

    private static double share(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("device's loss is a number such as 1e-5: " + value, e);
        }
    }

    private static String[] pair(String part, String text) {
        String[] pair = part.split("=", -1);
        if (pair.length != 2) {
            throw new IllegalArgumentException(
                    "device looks like a=7061,loss=1e-5,seed=1,delay-ms=200,tuners=2: " + text);
        }
        return pair;
    }
}
