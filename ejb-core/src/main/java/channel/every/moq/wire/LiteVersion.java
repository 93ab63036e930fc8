package channel.every.moq.wire;

import java.util.Optional;
import java.util.stream.Stream;

/** The versions of moq-lite that clients offer, each by the name it is negotiated under. */
public enum LiteVersion {
    LITE_03("moq-lite-03"),
    LITE_04("moq-lite-04"),
    LITE_05("moq-lite-05");

    private final String protocol;

    LiteVersion(String protocol) {
        this.protocol = protocol;
    }

    /** ALPN, WebTransport subprotocol, and what follows {@code qmux-00.} in a WebSocket's. */
    public String protocol() {
        return protocol;
    }

    public static Optional<LiteVersion> named(String protocol) {
        return Stream.of(values())
                .filter(each -> each.protocol.equals(protocol))
                .findFirst();
    }

    /** SETUP, ANNOUNCE_OK, TRACK and TRACK_INFO; START and END for OK; a timestamp before each frame. */
    boolean fifth() {
        return this == LITE_05;
    }

    /** Hops by their ids and one to leave out, a round-trip time, GOAWAY. */
    boolean fourth() {
        return this != LITE_03;
    }
}
