package channel.every.tuner.hdhomerun;

import channel.every.tuner.TunerException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** The transport stream of one channel: the device holds a tuner for it until the line is closed. */
public final class HdHomeRunStream {
    private final HttpAnswer answer;
    private final Duration stall;

    HdHomeRunStream(HttpAnswer answer, Duration stall) throws IOException {
        this.answer = answer;
        this.stall = stall;
        answer.limitWait(stall);
    }

    /** The device's name of the tuner, such as {@code tuner0}, or empty when it does not tell. */
    public String resource() {
        return Excerpt.of(answer.head().field("X-HDHomeRun-Resource").orElse(""));
    }

    /**
     * Waits for bytes and takes up to {@code length} of them.
     *
     * @throws TunerException when the device ends the stream, hangs up, or sends nothing for the stall time
     */
    public int read(byte[] bytes, int offset, int length) throws TunerException {
        int n;
        try {
            n = answer.content().read(bytes, offset, length);
        } catch (SocketTimeoutException e) {
            throw new TunerException(answer.uri() + " stalled: no byte for " + stall.toMillis() + " ms", e);
        } catch (IOException e) {
            throw new TunerException(answer.uri() + " was lost: " + e.getMessage(), e);
        }
        if (n < 0) {
            throw new TunerException(answer.uri() + " ended: the device closed the stream");
        }
        return n;
    }
}
