package channel.every.moq.http3;

/** Why streams and connections end: RFC 9114 8.1, RFC 9204 6, draft-ietf-webtrans-http3 9.5; and how codes of a session travel. */
final class Codes {
    static final long NO_ERROR = 0x100;
    static final long GENERAL_PROTOCOL_ERROR = 0x101;
    static final long STREAM_CREATION_ERROR = 0x103;
    static final long CLOSED_CRITICAL_STREAM = 0x104;
    static final long FRAME_UNEXPECTED = 0x105;
    static final long FRAME_ERROR = 0x106;
    static final long EXCESSIVE_LOAD = 0x107;
    static final long ID_ERROR = 0x108;
    static final long SETTINGS_ERROR = 0x109;
    static final long MISSING_SETTINGS = 0x10A;
    static final long REQUEST_INCOMPLETE = 0x10D;
    static final long MESSAGE_ERROR = 0x10E;
    static final long DECOMPRESSION_FAILED = 0x200;
    static final long BUFFERED_STREAM_REJECTED = 0x3994BD84L;
    static final long SESSION_GONE = 0x170D7B68L;

    /** Session codes lie among these, one in 31 left out since HTTP/3 keeps it for itself (4.3). */
    private static final long FIRST = 0x52E4A40FA8DBL;

    private static final long LAST = 0x52E5AC983162L;
    private static final long MOST = 0xFFFF_FFFFL;

    private Codes() {}

    static long ofSession(long code) {
        long n = Math.clamp(code, 0, MOST);
        return FIRST + n + n / 0x1E;
    }

    /** The session's code, or 0 if the peer gave one that is none. */
    static long toSession(long code) {
        if (code < FIRST || code > LAST || (code - 0x21) % 0x1F == 0) {
            return 0;
        }
        long shifted = code - FIRST;
        return shifted - shifted / 0x1F;
    }
}
