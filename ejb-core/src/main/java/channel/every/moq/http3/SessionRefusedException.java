package channel.every.moq.http3;

/** The server opened no session; says why, and not which server. */
public final class SessionRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    SessionRefusedException(String message) {
        super(message);
    }
}
