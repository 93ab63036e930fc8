package channel.every.psi;

/** Sections changed by hand, their CRC made right again. */
public final class Sections {
    private Sections() {}

    /** The section as number {@code number} of {@code last}, in another version and current or not. */
    public static byte[] numbered(byte[] section, int number, int last, int version, boolean current) {
        byte[] changed = section.clone();
        changed[5] = (byte) (0xC0 | version << 1 | (current ? 1 : 0));
        changed[6] = (byte) number;
        changed[7] = (byte) last;
        return signed(changed);
    }

    /** The same bytes with a right CRC at their end. */
    public static byte[] signed(byte[] section) {
        byte[] signed = section.clone();
        int end = section.length - 4;
        int crc = Crc32Mpeg.of(signed, 0, end);
        for (int i = 0; i < 4; i++) {
            signed[end + i] = (byte) (crc >>> 24 - 8 * i);
        }
        return signed;
    }
}
