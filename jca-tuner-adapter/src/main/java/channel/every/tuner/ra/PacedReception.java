package channel.every.tuner.ra;

import channel.every.tuner.TunerException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.InstantSource;

/** A single transport stream out of a file or connection, at the pace of its program clock. */
final class PacedReception implements Reception {
    private final InputStream in;
    private final String name;
    private final PcrPace pace;

    PacedReception(InputStream in, String name, InstantSource clock) {
        this.in = in;
        this.name = name;
        this.pace = new PcrPace(clock);
    }

    @Override
    public String resource() {
        return "";
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws TunerException {
        try {
            int n = in.read(bytes, offset, length);
            if (n < 0) {
                throw new EOFException("the stream is at its end");
            }
            return n;
        } catch (SocketTimeoutException e) {
            throw new TunerException(name + " stalled: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new TunerException(name + " ended: " + e.getMessage(), e);
        }
    }

    @Override
    public void pace(byte[] packets, int length) {
        pace.await(packets, 0, length);
    }
}
