package channel.every.tuner.hdhomerun;

import java.time.Duration;

/**
 * How long a device may take.
 *
 * @param connect to accept a TCP connection
 * @param answer to send a whole answer, or the head of a stream; a device itself takes up to 5 s to tune before it refuses
 * @param stall between two bytes of a stream
 */
public record DeviceTimeouts(Duration connect, Duration answer, Duration stall) {
    public DeviceTimeouts {
        requirePositive("connect", connect);
        requirePositive("answer", answer);
        requirePositive("stall", stall);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.toMillis() < 1 || value.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(name + " time-out must be 1 ms to 1 h: " + value);
        }
    }
}
