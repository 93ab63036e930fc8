package channel.every.mesh.token;

/** A token that allows nothing; says why without any of its text. */
public final class TokenRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    TokenRefusedException(String message) {
        super(message);
    }
}
