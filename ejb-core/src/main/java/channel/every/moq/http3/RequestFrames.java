package channel.every.moq.http3;

import java.util.Set;

/** RFC 9114 7.2: which frames may stand on the stream of a request or response. */
final class RequestFrames {
    /** CANCEL_PUSH, SETTINGS, GOAWAY, MAX_PUSH_ID. */
    private static final Set<Long> OF_CONTROL = Set.of(0x03L, FrameReader.SETTINGS, 0x07L, 0x0DL);

    private RequestFrames() {}

    static void check(long type, boolean headRead) throws Http3Exception {
        if (OF_CONTROL.contains(type)) {
            throw Http3Exception.ofConnection(
                    Codes.FRAME_UNEXPECTED, "a frame of type " + type + " on the stream of a request");
        }
        if (type == FrameReader.DATA && !headRead) {
            throw Http3Exception.ofConnection(Codes.FRAME_UNEXPECTED, "DATA before HEADERS");
        }
    }
}
