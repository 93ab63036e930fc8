package channel.every.tuner.hdhomerun;

/**
 * The number printed on a device, with its check digit (libhdhomerun, hdhomerun_discover_validate_device_id).
 *
 * @param value all 32 bits, read unsigned
 */
public record DeviceId(int value) {
    /** Substitutes every second nibble, from the highest on, before all are added without carry. */
    private static final int[] LOOKUP = {0xA, 0x5, 0xF, 0x6, 0x7, 0xC, 0x1, 0xB, 0x9, 0x2, 0x8, 0xD, 0x4, 0x3, 0xE, 0x0
    };

    public DeviceId {
        if (checksum(value) != 0) {
            throw new IllegalArgumentException("device ID %08X fails its checksum".formatted(value));
        }
    }

    /** From eight hexadecimal digits. */
    public static DeviceId parse(String text) {
        if (!text.matches("[0-9A-Fa-f]{8}")) {
            throw new IllegalArgumentException("device ID must be 8 hexadecimal digits: \"" + Excerpt.of(text) + '"');
        }
        return new DeviceId(Integer.parseUnsignedInt(text, 16));
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
