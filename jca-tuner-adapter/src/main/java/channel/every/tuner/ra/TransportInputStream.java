package channel.every.tuner.ra;

import channel.every.tuner.TunerException;
import java.io.IOException;
import java.io.InputStream;

/** A consumer's bytes as an application reads them. */
final class TransportInputStream extends InputStream {
    private final ReadConsumer consumer;

    TransportInputStream(ReadConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        read(one, 0, 1);
        return one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            return consumer.read(bytes, offset, length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TunerException("interrupted while waiting for transport stream", e);
        }
    }

    @Override
    public int available() {
        return consumer.available();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
