package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.TunerException;
import channel.every.tuner.hdhomerun.DeviceTimeouts;
import channel.every.tuner.hdhomerun.HttpStream;
import channel.every.tuner.hdhomerun.Line;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** One MPEG-TS in a file or over HTTP: a device without tuners to run out of. */
final class StreamReceiver implements Receiver {
    private final ChannelTune tune;
    private final DeviceTimeouts timeouts;
    private final InstantSource clock;
    private final Line line = new Line();
    private @Nullable InputStream file;
    private boolean hungUp;

    StreamReceiver(ChannelTune tune, DeviceTimeouts timeouts, InstantSource clock) {
        this.tune = tune;
        this.timeouts = timeouts;
        this.clock = clock;
    }

    @Override
    public TunerDevice describe() {
        return new TunerDevice(tune.shownDevice(), Integer.MAX_VALUE, tune.shownDevice());
    }

    @Override
    public Reception receive() throws TunerException {
        try {
            InputStream in = tune.device().getScheme().equals("file") ? file() : http();
            return new PacedReception(in, tune.toString(), clock);
        } catch (IOException e) {
            throw e instanceof TunerException t ? t : new TunerException("cannot read " + tune + ": " + e, e);
        }
    }

    private InputStream http() throws TunerException {
        URI stream = URI.create(tune.device().toString().substring("ts+".length()));
        return HttpStream.open(line, stream, timeouts, clock);
    }

    private InputStream file() throws IOException {
        InputStream opened = Files.newInputStream(Path.of(tune.device().getPath()));
        synchronized (this) {
            if (hungUp) {
                opened.close();
                throw new TunerException("hung up on " + tune);
            }
            file = opened;
        }
        return opened;
    }

    @Override
    public void hangUp() {
        InputStream open;
        synchronized (this) {
            hungUp = true;
            open = file;
        }
        try {
            line.close();
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            System.getLogger(StreamReceiver.class.getName())
                    .log(System.Logger.Level.WARNING, "closing " + tune + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized boolean hungUp() {
        return hungUp;
    }
}
