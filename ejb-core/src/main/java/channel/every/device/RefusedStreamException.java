package channel.every.device;

import java.io.IOException;

/** An antenna cannot give what was asked for. */
public final class RefusedStreamException extends IOException {
    private static final long serialVersionUID = 1;

    private final StreamRefusal refusal;

    public RefusedStreamException(StreamRefusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    public StreamRefusal refusal() {
        return refusal;
    }
}
