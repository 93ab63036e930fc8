package channel.every.node;

import channel.every.device.ChannelStream;
import channel.every.ts.TsPacket;
import channel.every.tuner.TunerConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A share of a tuner, passed on to somebody who watches through the virtual device. */
record WatchedChannel(TunerConnection connection, InstantSource clock) implements ChannelStream {
    private static final int BUFFER_BYTES = 348 * TsPacket.SIZE;

    @Override
    public void pass(OutputStream out, Duration length) throws IOException {
        Instant end = clock.instant().plus(length);
        InputStream in = connection.transportStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        int filled = 0;
        while (clock.instant().isBefore(end)) {
            filled += in.read(buffer, filled, buffer.length - filled);
            int whole = filled - filled % TsPacket.SIZE;
            out.write(buffer, 0, whole);
            out.flush();
            System.arraycopy(buffer, whole, buffer, 0, filled - whole);
            filled -= whole;
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
