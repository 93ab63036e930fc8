package channel.every.moq.qmux;

import channel.every.moq.wire.MalformedMessageException;
import channel.every.moq.wire.Varint;
import channel.every.moq.wire.WireReader;
import channel.every.moq.wire.WireWriter;
import java.util.HashSet;
import java.util.Set;

/**
 * What a side lets the other send at first (RFC 9000 18.2). Absent ones are 0.
 *
 * @param maxData bytes of all streams
 * @param bidirectionalLocalData bytes of each stream of two directions that this side opens
 * @param bidirectionalRemoteData bytes of each stream of two directions that the other opens
 * @param unidirectionalData bytes of each stream of one direction
 * @param bidirectionalStreams how many the other may open
 * @param unidirectionalStreams how many the other may open
 */
record TransportParameters(
        long maxData,
        long bidirectionalLocalData,
        long bidirectionalRemoteData,
        long unidirectionalData,
        long bidirectionalStreams,
        long unidirectionalStreams) {
    static final TransportParameters NONE = new TransportParameters(0, 0, 0, 0, 0, 0);

    private static final int MAX_DATA = 0x04;
    private static final int UNIDIRECTIONAL_STREAMS = 0x09;
    private static final long MAX_RECORD_SIZE = 0x0571c59429cd0845L;

    /**
     * As much of a stream as @moq/qmux grants, which is a second of 2 Mbit/s, and of all together what bounds this side's memory of one
     * connection.
     */
    static TransportParameters granting(int streams) {
        return new TransportParameters(1 << 20, 1 << 18, 1 << 18, 1 << 18, streams, streams);
    }

    /** Whatever is not known is skipped, as RFC 9000 7.4.2 asks. */
    static TransportParameters read(WireReader in) throws MalformedMessageException {
        long[] values = new long[UNIDIRECTIONAL_STREAMS + 1];
        Set<Long> seen = new HashSet<>();
        while (in.left() > 0) {
            long id = in.varint("parameter_id");
            WireReader value = in.part(in.size("parameter_length"), "parameter_value");
            boolean limit = MAX_DATA <= id && id <= UNIDIRECTIONAL_STREAMS;
            if ((limit || id == MAX_RECORD_SIZE) && !seen.add(id)) {
                throw new MalformedMessageException("parameter " + id + " stands twice");
            }
            if (limit) {
                values[(int) id] = value.varint("parameter " + id);
                value.end("parameter " + id);
            } else if (id == MAX_RECORD_SIZE
                    && value.varint("max_record_size") < QmuxVersion.QMUX_01.mostMessageBytes()) {
                throw new MalformedMessageException(
                        "max_record_size is below " + QmuxVersion.QMUX_01.mostMessageBytes());
            }
        }
        return new TransportParameters(values[4], values[5], values[6], values[7], values[8], values[9]);
    }

    void write(WireWriter out) {
        write(MAX_DATA, maxData, out);
        write(0x05, bidirectionalLocalData, out);
        write(0x06, bidirectionalRemoteData, out);
        write(0x07, unidirectionalData, out);
        write(0x08, bidirectionalStreams, out);
        write(UNIDIRECTIONAL_STREAMS, unidirectionalStreams, out);
    }

    private static void write(int id, long value, WireWriter out) {
        if (value != 0) {
            byte[] bytes = new WireWriter(Varint.TWO_BITS).varint(value).toBytes();
            out.varint(id).bytes(bytes);
        }
    }
}
