package channel.every.moq.http3;

import channel.every.moq.transport.ReceiveListener;
import channel.every.moq.transport.SendStream;
import org.jspecify.annotations.Nullable;

/** Reads what kind of stream the peer opened, and passes all that follows to whoever reads that kind. What breaks ends here. */
final class StreamHead implements ReceiveListener {
    /** draft-ietf-webtrans-http3 4.1 and 4.2: what stands before a session's number. */
    static final long WEBTRANSPORT_BIDIRECTIONAL = 0x41;

    static final long WEBTRANSPORT_UNIDIRECTIONAL = 0x54;

    private static final long UNKNOWN = -1;

    private final Http3Connection connection;
    private final NumberedStream in;
    private final @Nullable SendStream out;
    private final Varint varint = new Varint();
    private long type = UNKNOWN;
    private @Nullable StreamReader next;

    /** @param out null if the stream has one direction */
    StreamHead(Http3Connection connection, NumberedStream in, @Nullable SendStream out) {
        this.connection = connection;
        this.in = in;
        this.out = out;
    }

    @Override
    public void received(byte[] bytes, int offset, int length) {
        guarded(() -> {
            int at = offset;
            int end = offset + length;
            while (next == null && at < end) {
                if (varint.take(bytes[at++])) {
                    word(varint.value());
                }
            }
            if (next != null && at < end) {
                next.received(bytes, at, end - at);
            }
        });
    }

    private void word(long value) throws Http3Exception {
        if (type != UNKNOWN) {
            next = connection.ofSession(value, in, out);
            return;
        }
        type = value;
        if (out == null) {
            next = type == WEBTRANSPORT_UNIDIRECTIONAL ? null : connection.unidirectional(type, in);
        } else {
            next = type == WEBTRANSPORT_BIDIRECTIONAL ? null : connection.request(type, in, out);
        }
    }

    @Override
    public void finished() {
        guarded(() -> {
            if (next != null) {
                next.finished();
            } else if (out != null) {
                throw Http3Exception.ofStream(Codes.REQUEST_INCOMPLETE, "a stream ended before its type");
            }
        });
    }

    @Override
    public void reset(long code) {
        guarded(() -> {
            if (next != null) {
                next.reset(code);
            } else if (out != null) {
                out.reset(Codes.REQUEST_INCOMPLETE);
            }
        });
    }

    private interface Step {
        void run() throws Http3Exception;
    }

    private void guarded(Step step) {
        try {
            step.run();
        } catch (Http3Exception e) {
            next = StreamReader.NOTHING;
            if (e.connection()) {
                connection.raw().close(e.code(), String.valueOf(e.getMessage()));
            } else {
                in.stop(e.code());
                if (out != null) {
                    out.reset(e.code());
                }
            }
        }
    }
}
