package channel.every.moq.session;

import channel.every.moq.wire.MoqtMessage.RequestError;

/** Why a request is refused, in the numbers of draft-ietf-moq-transport-18 (10.6). */
enum MoqtError {
    INTERNAL_ERROR(0x0),
    UNAUTHORIZED(0x1),
    TIMEOUT(0x2),
    NOT_SUPPORTED(0x3),
    DOES_NOT_EXIST(0x10),
    INVALID_RANGE(0x11);

    /** What is not there may come: a publisher that reconnects takes some seconds. The wire has one more, and 0 for never. */
    private static final long RETRY = 1 + 1000;

    private final long code;

    MoqtError(long code) {
        this.code = code;
    }

    RequestError because(String reason) {
        return new RequestError(code, this == UNAUTHORIZED || this == NOT_SUPPORTED ? 0 : RETRY, reason);
    }

    /** Of a track that failed with a session's code. */
    static MoqtError of(long sessionCode) {
        if (sessionCode == SessionCode.NOT_FOUND.code()) {
            return DOES_NOT_EXIST;
        }
        if (sessionCode == SessionCode.UNAUTHORIZED.code()) {
            return UNAUTHORIZED;
        }
        return sessionCode == SessionCode.TIMEOUT.code() ? TIMEOUT : INTERNAL_ERROR;
    }

    /** The session's code of what a peer answered. */
    static SessionCode session(RequestError error) {
        if (error.code() == DOES_NOT_EXIST.code) {
            return SessionCode.NOT_FOUND;
        }
        if (error.code() == UNAUTHORIZED.code) {
            return SessionCode.UNAUTHORIZED;
        }
        // @moq/net says in HTTP's numbers that there is no such broadcast.
        return error.code() == 404 ? SessionCode.NOT_FOUND : SessionCode.DROPPED;
    }
}
