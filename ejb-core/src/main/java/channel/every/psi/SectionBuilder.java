package channel.every.psi;

import java.io.ByteArrayOutputStream;

/** Writes a section's fields, then its length and CRC. */
final class SectionBuilder {
    /** ISO/IEC 13818-1 2.4.4.3: what section_length may be at most in PAT and PMT, and in most tables. */
    private static final int LONGEST = 1021;

    /** EN 300 468 5.2.4, A/65 6.5: events and texts may take more. */
    private static final int LONGEST_EVENTS = 4093;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A section that starts with the long header, as section 0 of 0 and valid now. */
    static SectionBuilder longForm(int tableId, boolean privateIndicator, int extension, int version) {
        return new SectionBuilder()
                .u8(tableId)
                .u16(privateIndicator ? 0xF000 : 0xB000)
                .u16(extension)
                .u8(0xC0 | version << 1 | 1)
                .u16(0);
    }

    /** A section without extension, version and number (section_syntax_indicator 0). */
    static SectionBuilder shortForm(int tableId) {
        return new SectionBuilder().u8(tableId).u16(0x7000);
    }

    SectionBuilder u8(int value) {
        bytes.write(value);
        return this;
    }

    SectionBuilder u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    SectionBuilder u24(int value) {
        return u8(value >>> 16).u16(value);
    }

    SectionBuilder u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    SectionBuilder bytes(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    int length() {
        return bytes.size();
    }

    byte[] withCrc() {
        byte[] section = withLength(SectionHeader.CRC_LENGTH);
        int end = section.length - SectionHeader.CRC_LENGTH;
        int crc = Crc32Mpeg.of(section, 0, end);
        for (int i = 0; i < SectionHeader.CRC_LENGTH; i++) {
            section[end + i] = (byte) (crc >>> 24 - 8 * i);
        }
        return section;
    }

    byte[] withoutCrc() {
        return withLength(0);
    }

    private byte[] withLength(int trailer) {
        byte[] section = java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() + trailer);
        int length = section.length - 3;
        int longest = longest(section[0] & 0xFF);
        if (length > longest) {
            throw new IllegalArgumentException("section_length is at most " + longest + ": " + length);
        }
        section[1] |= (byte) (length >>> 8);
        section[2] = (byte) length;
        return section;
    }

    private static int longest(int tableId) {
        return switch (tableId) {
            case DvbEvents.TABLE_ID, AtscEvents.TABLE_ID, ExtendedText.TABLE_ID -> LONGEST_EVENTS;
            default -> LONGEST;
        };
    }
}
