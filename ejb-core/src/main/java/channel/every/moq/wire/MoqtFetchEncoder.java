package channel.every.moq.wire;

import java.util.List;

/** Writes the stream that answers a FETCH: objects of many groups, each told by what it differs in from the one before. */
public final class MoqtFetchEncoder {
    /** draft-ietf-moq-transport-18 11.4.4. */
    private static final int FETCH_HEADER = 0x05;

    private static final int OBJECT = 0x04;
    private static final int GROUP = 0x08;
    private static final int PRIORITY = 0x10;
    private static final int PROPERTIES = 0x20;

    /** Whether what lies before there is or was, nobody here knows. */
    private static final int END_OF_UNKNOWN_RANGE = 0x10c;

    /** Of a group whose objects nobody here has counted: beyond any that there can be. */
    private static final long AFTER_ALL = (1L << 62) - 1;

    private final boolean descending;
    private final int priority;
    private boolean placed;
    private boolean prioritised;
    private long group;

    /** @param descending whether the groups come newest first @param priority of the track, as on the wire */
    public MoqtFetchEncoder(boolean descending, int priority) {
        this.descending = descending;
        this.priority = priority;
    }

    public byte[] header(long requestId) {
        return new WireWriter(Varint.LEADING_ONES)
                .varint(FETCH_HEADER)
                .varint(requestId)
                .toBytes();
    }

    /** What stands before an object's payload. The objects of a group come one after the other. */
    public byte[] head(long of, long object, List<MoqtProperty> properties, int payloadBytes) {
        WireWriter out = new WireWriter(Varint.LEADING_ONES);
        boolean another = !placed || of != group;
        int flags = PROPERTIES | (another ? GROUP | OBJECT : 0) | (prioritised ? 0 : PRIORITY);
        out.varint(flags);
        if (another) {
            out.varint(distance(of)).varint(object);
        }
        if (!prioritised) {
            out.unsignedByte(priority);
        }
        place(of);
        prioritised = true;
        out.bytes(MoqtFields.properties(properties, new WireWriter(Varint.LEADING_ONES))
                .toBytes());
        return out.varint(payloadBytes).toBytes();
    }

    /** Says that of the groups from the one before to this one, it included, nothing is known. */
    public byte[] unknown(long last) {
        byte[] bytes = new WireWriter(Varint.LEADING_ONES)
                .varint(END_OF_UNKNOWN_RANGE)
                .varint(distance(last))
                .varint(descending ? 0 : AFTER_ALL)
                .toBytes();
        place(last);
        return bytes;
    }

    private long distance(long to) {
        if (!placed) {
            return to;
        }
        return (descending ? group - to : to - group) - 1;
    }

    private void place(long at) {
        placed = true;
        group = at;
    }
}
