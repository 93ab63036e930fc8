package channel.every.tuner;

import java.io.InputStream;

/** One channel being received: a tuner is held until it is closed. */
public interface TunerConnection extends AutoCloseable {
    /** MPEG-TS as received, without end while the tuner delivers; of several reads of one connection each goes on where the last stopped. */
    InputStream transportStream();

    ChannelTune tune();

    @Override
    void close();
}
