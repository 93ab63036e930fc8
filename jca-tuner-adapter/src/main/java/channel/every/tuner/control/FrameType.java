package channel.every.tuner.control;

import java.util.Arrays;
import java.util.Optional;

/** Kinds of control frames (libhdhomerun, hdhomerun_pkt.h); a reply's code is its request's plus one. */
public enum FrameType {
    DISCOVER_REQUEST(2),
    DISCOVER_REPLY(3),
    GETSET_REQUEST(4),
    GETSET_REPLY(5),
    UPGRADE_REQUEST(6),
    UPGRADE_REPLY(7);

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<FrameType> of(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }
}
