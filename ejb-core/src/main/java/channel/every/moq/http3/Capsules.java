package channel.every.moq.http3;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** RFC 9297 3: what peers say of a session within the DATA frames of its CONNECT stream. All but the close is skipped. */
final class Capsules {
    /** A session's end as the peer tells it. */
    interface Closing {
        void closed(long code, String reason) throws Http3Exception;
    }

    /** draft-ietf-webtrans-http3 6: a code of 32 bits, and a reason of up to 1024 bytes. */
    private static final long CLOSE_SESSION = 0x2843;

    private static final int CODE_BYTES = 4;
    private static final int MOST_REASON_BYTES = 1024;

    private enum At {
        TYPE,
        LENGTH,
        BODY
    }

    private final Closing closing;
    private final Varint varint = new Varint();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private At at = At.TYPE;
    private long type;
    private long left;

    Capsules(Closing closing) {
        this.closing = closing;
    }

    void take(byte[] bytes, int offset, int length) throws Http3Exception {
        int next = offset;
        int end = offset + length;
        while (next < end) {
            switch (at) {
                case TYPE -> {
                    if (varint.take(bytes[next++])) {
                        type = varint.value();
                        at = At.LENGTH;
                    }
                }
                case LENGTH -> {
                    if (varint.take(bytes[next++])) {
                        length(varint.value());
                    }
                }
                case BODY -> {
                    int part = (int) Math.min(left, end - next);
                    if (type == CLOSE_SESSION) {
                        body.write(bytes, next, part);
                    }
                    next += part;
                    left -= part;
                    ended();
                }
            }
        }
    }

    private void length(long read) throws Http3Exception {
        if (type == CLOSE_SESSION && (read < CODE_BYTES || read > CODE_BYTES + MOST_REASON_BYTES)) {
            throw Http3Exception.ofStream(
                    Codes.MESSAGE_ERROR, "CLOSE_WEBTRANSPORT_SESSION has " + read + " bytes, 4 to 1028 are allowed");
        }
        left = read;
        at = At.BODY;
        ended();
    }

    private void ended() throws Http3Exception {
        if (left == 0) {
            at = At.TYPE;
            if (type == CLOSE_SESSION) {
                ByteBuffer whole = ByteBuffer.wrap(body.toByteArray());
                body.reset();
                closing.closed(
                        whole.getInt() & 0xFFFF_FFFFL,
                        StandardCharsets.UTF_8.decode(whole).toString());
            }
        }
    }

    /** The close as a capsule within a DATA frame. */
    static byte[] close(long code, String reason) {
        byte[] utf8 = reason.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream capsule = new ByteArrayOutputStream();
        Varint.write(CLOSE_SESSION, capsule);
        Varint.write(CODE_BYTES + utf8.length, capsule);
        capsule.writeBytes(ByteBuffer.allocate(CODE_BYTES).putInt((int) code).array());
        capsule.writeBytes(utf8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        Varint.write(FrameReader.DATA, frame);
        Varint.write(capsule.size(), frame);
        frame.writeBytes(capsule.toByteArray());
        return frame.toByteArray();
    }
}
