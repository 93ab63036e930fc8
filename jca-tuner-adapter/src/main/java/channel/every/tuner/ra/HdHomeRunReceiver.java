package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.TunerException;
import channel.every.tuner.hdhomerun.DeviceDescription;
import channel.every.tuner.hdhomerun.DeviceTimeouts;
import channel.every.tuner.hdhomerun.HdHomeRunDevice;
import channel.every.tuner.hdhomerun.HdHomeRunStream;
import channel.every.tuner.hdhomerun.Line;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** An HDHomeRun's channel over HTTP. */
final class HdHomeRunReceiver implements Receiver {
    private static final System.Logger LOG = System.getLogger(HdHomeRunReceiver.class.getName());

    private final ChannelTune tune;
    private final Line line = new Line();
    private final HdHomeRunDevice device;
    private @Nullable DeviceDescription described;

    HdHomeRunReceiver(ChannelTune tune, DeviceTimeouts timeouts, InstantSource clock) {
        this.tune = tune;
        this.device = new HdHomeRunDevice(tune.device(), line, timeouts, clock);
    }

    @Override
    public TunerDevice describe() throws TunerException {
        DeviceDescription description = device.describe();
        described = description;
        return new TunerDevice(description.deviceId(), description.tunerCount(), description.toString());
    }

    @Override
    public Reception receive() throws TunerException {
        DeviceDescription description = described;
        if (description == null) {
            throw new IllegalStateException("the device was not asked who it is");
        }
        return new Stream(device.tune(description, tune.channel()));
    }

    @Override
    public void hangUp() {
        try {
            line.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "hanging up on " + tune + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean hungUp() {
        return line.closed();
    }

    private record Stream(HdHomeRunStream stream) implements Reception {
        @Override
        public String resource() {
            return stream.resource();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws TunerException {
            return stream.read(bytes, offset, length);
        }
    }
}
