package channel.every.moq.wire;

import org.jspecify.annotations.Nullable;

/** Reads ahead in what is held of a stream of moq-transport, which may end too soon: then everything read is 0, and nothing is taken. */
final class Ahead {
    private final HeldBytes held;
    private int read;
    private boolean missing;

    Ahead(HeldBytes held) {
        this.held = held;
    }

    /** Whether a field was not all there. */
    boolean missing() {
        return missing;
    }

    /** All that was read is done with. */
    void take() {
        held.skip(read);
    }

    long varint() throws MalformedMessageException {
        if (left() < 1) {
            missing = true;
            return 0;
        }
        int length = Varint.LEADING_ONES.length(held.bytes()[held.at() + read]);
        WireReader field = part(length);
        return field == null ? 0 : field.varint("an integer");
    }

    int unsignedShort() throws MalformedMessageException {
        WireReader field = part(2);
        return field == null ? 0 : field.unsignedShort("a length");
    }

    int unsignedByte() throws MalformedMessageException {
        WireReader field = part(1);
        return field == null ? 0 : field.unsignedByte("a byte");
    }

    /** Null if it is not all there. */
    @Nullable
    WireReader part(int length) {
        if (missing || left() < length) {
            missing = true;
            return null;
        }
        WireReader part = new WireReader(Varint.LEADING_ONES, held.bytes(), held.at() + read, length);
        read += length;
        return part;
    }

    private int left() {
        return missing ? 0 : held.length() - read;
    }
}
