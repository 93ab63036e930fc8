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

    /** Whether whoever announces tells its own id before all announcements, and may announce anew what is announced. */
    public boolean tellsOrigin() {
        return fifth();
    }

    /** Whether sides say in SETUP who they are and what they ask for. */
    public boolean setsUp() {
        return fifth();
    }

    /** Whether a subscriber can ask what a track is, and for groups of long ago. */
    public boolean describesTracks() {
        return fifth();
    }

    /** Whether hops are told by their ids, and not by their number alone. */
    public boolean tellsHops() {
        return fourth();
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
