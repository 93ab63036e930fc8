package channel.every.psi;

import java.util.Arrays;

/** Reads the fields of a section one behind the other and never past its end. */
final class SectionCursor {
    private final byte[] section;
    private final int end;
    private int position;

    SectionCursor(byte[] section, int position, int end) {
        this.section = section;
        this.position = position;
        this.end = end;
    }

    /** The table's own fields, between header and CRC. */
    static SectionCursor body(byte[] section) {
        return new SectionCursor(section, SectionHeader.LENGTH, section.length - SectionHeader.CRC_LENGTH);
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    /** The next byte, which stays unread; -1 at the end. */
    int peek() {
        return remaining() == 0 ? -1 : section[position] & 0xFF;
    }

    int u8(String field) throws MalformedSectionException {
        return (int) number(field, 1);
    }

    int u16(String field) throws MalformedSectionException {
        return (int) number(field, 2);
    }

    int u24(String field) throws MalformedSectionException {
        return (int) number(field, 3);
    }

    long u32(String field) throws MalformedSectionException {
        return number(field, 4);
    }

    byte[] bytes(String field, int length) throws MalformedSectionException {
        require(field, length);
        position += length;
        return Arrays.copyOfRange(section, position - length, position);
    }

    /** A cursor over the next bytes, which this one passes over. */
    SectionCursor part(String field, int length) throws MalformedSectionException {
        require(field, length);
        position += length;
        return new SectionCursor(section, position - length, position);
    }

    /** The rest of the section's own fields. */
    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(section, position, end);
        position = end;
        return rest;
    }

    private long number(String field, int length) throws MalformedSectionException {
        require(field, length);
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | section[position++] & 0xFF;
        }
        return value;
    }

    private void require(String field, int length) throws MalformedSectionException {
        if (length > remaining()) {
            throw new MalformedSectionException(
                    field, length, position, "is the length of a field where " + remaining() + " bytes are left");
        }
    }
}
