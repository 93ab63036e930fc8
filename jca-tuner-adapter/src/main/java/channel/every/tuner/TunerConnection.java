package channel.every.tuner;

import java.io.InputStream;

/** One channel being received: a tuner is held until it is closed. */
public interface TunerConnection extends AutoCloseable {
    /**
     * MPEG-TS as received, without end while the tuner delivers; of several reads of one connection each goes on where the last
     * stopped. A lost tuner is a {@link TunerException} that says why, a reader that fell behind a {@link SlowConsumerException}.
     */
    InputStream transportStream();

    ChannelTune tune();

    @Override
    void close();
}
