package channel.every.tuner.control;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The number printed on a device, with its check digit (libhdhomerun, hdhomerun_discover_validate_device_id).
 *
 * @param value all 32 bits, read unsigned
 */
public record DeviceId(int value) {
    /** Substitutes every second nibble, from the highest on, before all are added without carry. */
    private static final int[] LOOKUP = {0xA, 0x5, 0xF, 0x6, 0x7, 0xC, 0x1, 0xB, 0x9, 0x2, 0x8, 0xD, 0x4, 0x3, 0xE, 0x0
    };

    private static final int PREFIX = 0xEC00_0000;

    public DeviceId {
        if (checksum(value) != 0) {
            throw new IllegalArgumentException("device ID %08X fails its checksum".formatted(value));
        }
    }

    /** From eight hexadecimal digits. */
    public static DeviceId parse(String text) {
        if (!text.matches("[0-9A-Fa-f]{8}")) {
            throw new IllegalArgumentException(
                    "device ID must be 8 hexadecimal digits: \"" + text.replaceAll("[^ -~]", "?") + '"');
        }
        return new DeviceId(Integer.parseUnsignedInt(text, 16));
    }

    /** Always the same for a name; begins with EC, which no device of the vendor has. */
    public static DeviceId named(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        int unchecked = PREFIX | ((int) crc.getValue() & 0x000F_FFFF) << 4;
        // The last digit enters the checksum as it is, so the remainder is the digit.
        return new DeviceId(unchecked | checksum(unchecked));
    }

    private static int checksum(int value) {
        int sum = 0;
        for (int shift = 28; shift > 0; shift -= 8) {
            sum ^= LOOKUP[value >>> shift & 0xF] ^ value >>> shift - 4 & 0xF;
        }
        return sum;
    }

    @Override
    public String toString() {
        return "%08X".formatted(value);
    }
}
