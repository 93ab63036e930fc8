package channel.every.archive;

import java.io.IOException;

/** A key does not lead into this index: it is of another one, or the index was replaced since. */
public final class StaleKeyException extends IOException {
    private static final long serialVersionUID = 1;

    public StaleKeyException(ManifestKey key) {
        super("key " + key
                + " does not lead into this index; it is another one's, or the index was replaced: begin at 0");
    }
}
