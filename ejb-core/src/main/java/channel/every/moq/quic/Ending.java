package channel.every.moq.quic;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Why a connection ends: the first reason counts. */
final class Ending {
    /** RFC 9000 20.1. */
    static final int CONNECTION_REFUSED = 0x02;

    private final QuicChannel channel;
    private @Nullable QuicCount cause;
    private long code;
    private String reason = "";
    private @Nullable Throwable failure;
    private int alert = -1;

    Ending(QuicChannel channel) {
        this.channel = channel;
    }

    private boolean because(QuicCount why, long withCode, String withReason) {
        if (cause != null) {
            return false;
        }
        cause = why;
        code = withCode;
        reason = withReason;
        return true;
    }

    boolean here(long withCode, String withReason) {
        return because(QuicCount.CLOSED_HERE, withCode, withReason);
    }

    boolean lost(String withReason) {
        return because(QuicCount.CLOSED_BROKEN, 0, withReason);
    }

    void byPeer(QuicConnectionCloseEvent event) {
        String text = reason(event);
        if (event.isApplicationClose()) {
            because(QuicCount.CLOSED_BY_PEER, event.error() & 0xFFFF_FFFFL, text);
        } else if (event.error() == 0) {
            because(QuicCount.CLOSED_BY_PEER, 0, text);
        } else if (event.error() == CONNECTION_REFUSED) {
            because(QuicCount.CLOSED_BY_PEER, 0, "the peer takes no more connections");
        } else {
            alert = QuicConnectionCloseEvent.extractTlsError(event.error());
            because(
                    QuicCount.CLOSED_BROKEN,
                    0,
                    "the peer found QUIC error 0x" + Integer.toHexString(event.error()) + " " + text);
        }
    }

    /** Netty 4.2.18 fails to tell an empty one. */
    private static String reason(QuicConnectionCloseEvent event) {
        try {
            return new String(event.reason(), StandardCharsets.UTF_8);
        } catch (NullPointerException e) {
            return "";
        }
    }

    void failed(Throwable why) {
        failure = why;
    }

    void ended() {
        if (channel.isTimedOut()) {
            because(QuicCount.CLOSED_IDLE, 0, "nothing was heard of the peer any more");
        } else {
            because(
                    QuicCount.CLOSED_BROKEN,
                    0,
                    failure == null ? "the connection broke" : "the connection broke: " + failure.getMessage());
        }
    }

    boolean known() {
        return cause != null;
    }

    QuicCount cause() {
        return cause == null ? QuicCount.CLOSED_BROKEN : cause;
    }

    long code() {
        return code;
    }

    String reason() {
        return reason;
    }

    /** RFC 8446 6.2: why the peer gave up the handshake; -1 if it did not. */
    int alert() {
        return alert;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }
}
