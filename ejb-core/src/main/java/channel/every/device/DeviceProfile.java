package channel.every.device;

import channel.every.tuner.control.DeviceId;

/**
 * What a virtual device is.
 *
 * @param name what it calls itself, {@code [A-Za-z0-9._-]{1,64}}; its device number follows from it
 * @param tuners streams at a time, 1 to {@value #MOST_TUNERS}
 */
public record DeviceProfile(String name, int tuners, Family family) {
    public static final int MOST_TUNERS = 32;

    /** A date, as the vendor's versions are; clients compare it. */
    static final String VERSION = "20250815";

    public DeviceProfile {
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("device name is 1 to 64 of A-Z a-z 0-9 . _ -: " + name);
        }
        if (tuners < 1 || tuners > MOST_TUNERS) {
            throw new IllegalArgumentException("tuners are 1 to 32: " + tuners);
        }
    }

    DeviceId id() {
        return DeviceId.named(name);
    }
}
