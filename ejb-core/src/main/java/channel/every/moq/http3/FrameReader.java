package channel.every.moq.http3;

import java.io.ByteArrayOutputStream;
import java.util.Set;

/** Cuts what comes on a stream into frames of HTTP/3 (RFC 9114 7). Holds no more than one frame of those that are wanted whole. */
final class FrameReader {
    static final long DATA = 0x00;
    static final long HEADERS = 0x01;
    static final long SETTINGS = 0x04;

    /** 7.2.8: HTTP/2 had them, and no HTTP/3 has. */
    private static final Set<Long> RESERVED = Set.of(0x02L, 0x06L, 0x08L, 0x09L);

    /** What is wanted of frames. Whoever throws is told nothing more. */
    interface Frames {
        /** The largest frame of this type that is wanted whole, in bytes; 0 if frames of it are of no interest. */
        int mostBytes(long type) throws Http3Exception;

        void whole(long type, byte[] body) throws Http3Exception;

        /** A part of a DATA frame, which is told as it comes. */
        void data(byte[] bytes, int offset, int length) throws Http3Exception;
    }

    private enum At {
        TYPE,
        LENGTH,
        BODY
    }

    private final Frames frames;
    private final Varint varint = new Varint();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private At at = At.TYPE;
    private long type;
    private long left;
    private boolean wanted;

    FrameReader(Frames frames) {
        this.frames = frames;
    }

    /** Begins within a frame whose type was read before. */
    void typed(long first) throws Http3Exception {
        type(first);
    }

    void take(byte[] bytes, int offset, int length) throws Http3Exception {
        int next = offset;
        int end = offset + length;
        while (next < end) {
            switch (at) {
                case TYPE -> {
                    if (varint.take(bytes[next++])) {
                        type(varint.value());
                    }
                }
                case LENGTH -> {
                    if (varint.take(bytes[next++])) {
                        length(varint.value());
                    }
                }
                case BODY -> {
                    int part = (int) Math.min(left, end - next);
                    part(bytes, next, part);
                    next += part;
                }
            }
        }
    }

    /** Whether the stream may end here. */
    boolean betweenFrames() {
        return at == At.TYPE && !varint.begun();
    }

    private void type(long read) throws Http3Exception {
        type = read;
        if (RESERVED.contains(type)) {
            throw Http3Exception.ofConnection(Codes.FRAME_UNEXPECTED, "a frame of HTTP/2, type " + type);
        }
        at = At.LENGTH;
    }

    private void length(long read) throws Http3Exception {
        int most = frames.mostBytes(type);
        wanted = most > 0;
        if (wanted && read > most) {
            throw Http3Exception.ofStream(
                    Codes.EXCESSIVE_LOAD, "a frame of type " + type + " has " + read + " bytes, the most is " + most);
        }
        left = read;
        at = At.BODY;
        ended();
    }

    private void part(byte[] bytes, int offset, int length) throws Http3Exception {
        left -= length;
        if (type == DATA) {
            frames.data(bytes, offset, length);
        } else if (wanted) {
            body.write(bytes, offset, length);
        }
        ended();
    }

    private void ended() throws Http3Exception {
        if (left == 0) {
            at = At.TYPE;
            if (wanted) {
                byte[] whole = body.toByteArray();
                body.reset();
                frames.whole(type, whole);
            }
        }
    }
}
