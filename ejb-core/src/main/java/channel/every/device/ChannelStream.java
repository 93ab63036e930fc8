package channel.every.device;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** A multiplex or channel that is being received for one client of a device. Nothing is missed from when it was opened. */
public interface ChannelStream extends AutoCloseable {
    /**
     * Writes whole packets until {@code length} of the broadcast is written.
     *
     * @throws IOException when the reception ends, or {@code out} does
     */
    void pass(OutputStream out, Duration length) throws IOException, InterruptedException;

    @Override
    void close();
}
