package channel.every.station;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * An HDHomeRun's number: 32 bits, written as eight hex digits, with a check digit (libhdhomerun,
 * hdhomerun_discover_validate_device_id).
 */
record DeviceId(int value) {
    private static final int[] LOOKUP = {0xA, 0x5, 0xF, 0x6, 0x7, 0xC, 0x1, 0xB, 0x9, 0x2, 0x8, 0xD, 0x4, 0x3, 0xE, 0x0
    };
    private static final int PREFIX = 0xEC00_0000;

    DeviceId {
        if (checksum(value) != 0) {
            throw new IllegalArgumentException(String.format("not a valid device id: %08X", value));
        }
    }

    /** Always the same for a name; begins with EC. */
    static DeviceId named(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        int unchecked = PREFIX | ((int) crc.getValue() & 0x000F_FFFF) << 4;
        // the last digit enters the checksum as it is, so the remainder is the digit
        return new DeviceId(unchecked | checksum(unchecked));
    }

    private static int checksum(int id) {
        int sum = 0;
        for (int shift = 28; shift >= 0; shift -= 8) {
            sum ^= LOOKUP[id >>> shift & 0xF] ^ id >>> shift - 4 & 0xF;
        }
        return sum;
    }

    @Override
    public String toString() {
        return String.format("%08X", value);
    }
}
