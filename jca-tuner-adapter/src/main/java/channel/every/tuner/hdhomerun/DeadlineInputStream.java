package channel.every.tuner.hdhomerun;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What a socket receives up to a moment: a device that sends a byte now and then is late as one that sends none. */
final class DeadlineInputStream extends FilterInputStream {
    private final Socket socket;
    private final InstantSource clock;
    private Instant deadline = Instant.EPOCH;

    DeadlineInputStream(Socket socket, InstantSource clock) throws IOException {
        super(socket.getInputStream());
        this.socket = socket;
        this.clock = clock;
    }

    /** From now on {@code time} is left. */
    void allow(Duration time) {
        deadline = clock.instant().plus(time);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        long left = Duration.between(clock.instant(), deadline).toMillis();
        if (left <= 0) {
            throw late();
        }
        socket.setSoTimeout(Math.toIntExact(left));
        try {
            return in.read(bytes, offset, length);
        } catch (SocketTimeoutException e) {
            throw late();
        }
    }

    private static SocketTimeoutException late() {
        return new SocketTimeoutException("no whole answer in time");
    }
}
