package channel.every.psi;

/** A section breaks its syntax: the message names the field, its value and the byte offset from the section's start. */
public final class MalformedSectionException extends Exception {
    private static final long serialVersionUID = 1;

    private final String field;
    private final int offset;

    public MalformedSectionException(String field, long value, int offset, String reason) {
        super(field + " 0x" + Long.toHexString(value).toUpperCase(java.util.Locale.ROOT) + " at byte " + offset + " "
                + reason);
        this.field = field;
        this.offset = offset;
    }

    /** The field as the standard names it. */
    public String field() {
        return field;
    }

    /** Byte offset of the field from the section's start. */
    public int offset() {
        return offset;
    }
}
