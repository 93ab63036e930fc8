package channel.every.moq.http3;

/** Why a request is answered and not opened as a session. */
public enum Refusal {
    NOT_A_PAGE(
            404,
            "There are no pages here: this port speaks WebTransport and QUIC. Pages are on the server's HTTPS port."),
    NOT_A_METHOD(405, "Only CONNECT is understood here, with :protocol webtransport."),
    NOT_A_PATH(400, "The path does not begin with a slash or is not percent-encoded as RFC 3986 asks."),
    PATH_TOO_LONG(414, "Path and query are longer than 8192 characters."),
    NO_COMMON_PROTOCOL(406, "None of the protocols in wt-available-protocols is spoken here."),
    SECOND_SESSION(429, "This connection has a session; open another connection for another.");

    private final int status;
    private final String text;

    Refusal(int status, String text) {
        this.status = status;
        this.text = text;
    }

    public int status() {
        return status;
    }

    String text() {
        return text;
    }
}
