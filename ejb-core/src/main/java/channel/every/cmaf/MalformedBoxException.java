package channel.every.cmaf;

/** A box that does not fit its parent, lacks a part or holds a value this room cannot honour; says which and where. */
public final class MalformedBoxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final long offset;

    /** @param offset of the offending byte, counted from the start of the parsed bytes */
    public MalformedBoxException(String problem, long offset) {
        super(problem + " at byte " + offset);
        this.offset = offset;
    }

    /** Offset of the offending byte, counted from the start of the parsed bytes. */
    public long offset() {
        return offset;
    }
}
