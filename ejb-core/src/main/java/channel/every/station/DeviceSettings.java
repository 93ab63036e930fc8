package channel.every.station;

import java.time.Duration;

/**
 * A virtual HDHomeRun.
 *
 * @param name what it calls itself, {@code [A-Za-z0-9._-]{1,64}}
 * @param port TCP port for pages and streams, 0 for any free one
 * @param tuners streams at a time, 1 to 32
 */
public record DeviceSettings(String name, int port, int tuners, Reception reception) {
    private static final int USUAL_TUNERS = 2;
    private static final int MOST_TUNERS = 32;

    public DeviceSettings {
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("device name is 1 to 64 of A-Z a-z 0-9 . _ -: " + name);
        }
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("port is 0 to 65535: " + port);
        }
        if (tuners < 1 || tuners > MOST_TUNERS) {
            throw new IllegalArgumentException("tuners are 1 to 32: " + tuners);
        }
    }

    /** Reads {@code NAME=PORT[,loss=1e-5][,seed=1][,delay-ms=200][,tuners=2]}. */
    public static DeviceSettings parse(String text) {
        String[] parts = text.split(",", -1);
        String[] named = pair(parts[0], text);
        double loss = 0;
        long seed = 0;
        long delay = 0;
        long tuners = USUAL_TUNERS;
        for (int i = 1; i < parts.length; i++) {
            String[] option = pair(parts[i], text);
            switch (option[0]) {
                case "loss" -> loss = share(option[1]);
                case "seed" -> seed = whole(option[0], option[1]);
                case "delay-ms" -> delay = whole(option[0], option[1]);
                case "tuners" -> tuners = whole(option[0], option[1]);
                default ->
                    throw new IllegalArgumentException("device option is loss, seed, delay-ms or tuners: " + option[0]);
            }
        }
        Reception reception = new Reception(loss, seed, Duration.ofMillis(delay));
        return new DeviceSettings(named[0], (int) whole("port", named[1]), (int) tuners, reception);
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
