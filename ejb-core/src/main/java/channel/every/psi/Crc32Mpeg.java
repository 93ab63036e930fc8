package channel.every.psi;

/** CRC-32/MPEG-2: polynomial 0x04C11DB7, start value all ones, most significant bit first, no final xor (ISO/IEC 13818-1 annex A). */
public final class Crc32Mpeg {
    private static final int POLYNOMIAL = 0x04C11DB7;

    /** Eight bytes a step: table k advances a byte by k further bytes. */
    private static final int SLICES = 8;

    private static final int[][] TABLES = tables();

    private Crc32Mpeg() {}

    /** The CRC of {@code length} bytes; 0 over bytes that end in their own CRC. */
    public static int of(byte[] bytes, int offset, int length) {
        int crc = -1;
        int i = offset;
        int end = offset + length;
        for (; end - i >= SLICES; i += SLICES) {
            int head = crc
                    ^ (bytes[i] << 24 | (bytes[i + 1] & 0xFF) << 16 | (bytes[i + 2] & 0xFF) << 8 | bytes[i + 3] & 0xFF);
            crc = TABLES[7][head >>> 24]
                    ^ TABLES[6][head >>> 16 & 0xFF]
                    ^ TABLES[5][head >>> 8 & 0xFF]
                    ^ TABLES[4][head & 0xFF]
                    ^ TABLES[3][bytes[i + 4] & 0xFF]
                    ^ TABLES[2][bytes[i + 5] & 0xFF]
                    ^ TABLES[1][bytes[i + 6] & 0xFF]
                    ^ TABLES[0][bytes[i + 7] & 0xFF];
        }
        for (; i < end; i++) {
            crc = crc << 8 ^ TABLES[0][(crc >>> 24 ^ bytes[i]) & 0xFF];
        }
        return crc;
    }

    private static int[][] tables() {
        int[][] tables = new int[SLICES][256];
        for (int value = 0; value < 256; value++) {
            int crc = value << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ (crc < 0 ? POLYNOMIAL : 0);
            }
            tables[0][value] = crc;
        }
        for (int slice = 1; slice < SLICES; slice++) {
            for (int value = 0; value < 256; value++) {
                int crc = tables[slice - 1][value];
                tables[slice][value] = crc << 8 ^ tables[0][crc >>> 24];
            }
        }
        return tables;
    }
}
