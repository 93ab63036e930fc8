package channel.every.moq.http3;

/** What the peer sent is not HTTP/3 as agreed. Ends the stream it came on, or with {@link #connection()} all of the connection. */
final class Http3Exception extends Exception {
    private static final long serialVersionUID = 1;

    private final long code;
    private final boolean connection;

    private Http3Exception(long code, boolean connection, String message) {
        super(message);
        this.code = code;
        this.connection = connection;
    }

    static Http3Exception ofConnection(long code, String message) {
        return new Http3Exception(code, true, message);
    }

    static Http3Exception ofStream(long code, String message) {
        return new Http3Exception(code, false, message);
    }

    long code() {
        return code;
    }

    boolean connection() {
        return connection;
    }
}
