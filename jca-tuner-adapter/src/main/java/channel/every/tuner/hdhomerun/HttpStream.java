package channel.every.tuner.hdhomerun;

import channel.every.tuner.TunerException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.InstantSource;

/** A transport stream that any HTTP server sends, read like a device's. */
public final class HttpStream {
    private HttpStream() {}

    /** @throws TunerException when the server cannot be reached or answers with anything but a stream; a query is not repeated */
    public static InputStream open(Line line, URI stream, DeviceTimeouts timeouts, InstantSource clock)
            throws TunerException {
        String shown = stream.getScheme() + "://" + stream.getRawAuthority() + stream.getRawPath();
        try {
            HttpAnswer answer = HttpAnswer.get(line, stream, timeouts, clock);
            if (answer.head().status() != 200) {
                throw new TunerException(shown + " answers " + answer.head().status());
            }
            answer.limitWait(timeouts.stall());
            return answer.content();
        } catch (TunerException e) {
            throw e;
        } catch (SocketTimeoutException e) {
            throw new TunerException("cannot read " + shown + ": no answer in time", e);
        } catch (IOException e) {
            throw new TunerException("cannot read " + shown + ": " + e.getMessage(), e);
        }
    }
}
