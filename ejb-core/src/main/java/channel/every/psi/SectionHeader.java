package channel.every.psi;

/**
 * What every section with section_syntax_indicator starts with (ISO/IEC 13818-1 2.4.4.11).
 *
 * @param extension table_id_extension: transport_stream_id, program_number or what else the table says
 * @param version 0 to 31
 * @param current false for a table that is not yet valid
 * @param number section_number, at most {@code lastNumber}
 */
public record SectionHeader(int tableId, int extension, int version, boolean current, int number, int lastNumber) {
    /** Bytes up to the table's own fields. */
    static final int LENGTH = 8;

    static final int CRC_LENGTH = 4;

    /** Checks length and CRC as well. */
    public static SectionHeader read(byte[] section) throws MalformedSectionException {
        checkLength(section, LENGTH + CRC_LENGTH);
        if ((section[1] & 0x80) == 0) {
            throw new MalformedSectionException("section_syntax_indicator", 0, 1, "must be 1 in this table");
        }
        checkCrc(section);
        int number = section[6] & 0xFF;
        int lastNumber = section[7] & 0xFF;
        if (number > lastNumber) {
            throw new MalformedSectionException(
                    "section_number", number, 6, "exceeds last_section_number " + lastNumber);
        }
        int extension = (section[3] & 0xFF) << 8 | section[4] & 0xFF;
        return new SectionHeader(
                section[0] & 0xFF, extension, section[5] >>> 1 & 0x1F, (section[5] & 1) != 0, number, lastNumber);
    }

    static void checkLength(byte[] section, int least) throws MalformedSectionException {
        if (section.length < least) {
            throw new MalformedSectionException("section", section.length, 0, "bytes long, shorter than " + least);
        }
        int length = (section[1] & 0xF) << 8 | section[2] & 0xFF;
        if (length + 3 != section.length) {
            throw new MalformedSectionException(
                    "section_length", length, 1, "does not fit " + section.length + " bytes");
        }
    }

    /** The CRC as sent, of a section that is long enough to have one. */
    static int crc(byte[] section) {
        int crc = 0;
        for (int i = section.length - CRC_LENGTH; i < section.length; i++) {
            crc = crc << 8 | section[i] & 0xFF;
        }
        return crc;
    }

    static void checkCrc(byte[] section) throws MalformedSectionException {
        if (Crc32Mpeg.of(section, 0, section.length) != 0) {
            int offset = section.length - CRC_LENGTH;
            int found = crc(section);
            String expected =
                    Integer.toHexString(Crc32Mpeg.of(section, 0, offset)).toUpperCase(java.util.Locale.ROOT);
            throw new MalformedSectionException("CRC_32", found & 0xFFFF_FFFFL, offset, "should be 0x" + expected);
        }
    }
}
