package channel.every.moq.quic;

import java.io.IOException;

/** No connection came about; names the URL without its query, why, and what may help. */
public final class QuicConnectException extends IOException {
    private static final long serialVersionUID = 1;

    QuicConnectException(String message) {
        super(message);
    }
}
