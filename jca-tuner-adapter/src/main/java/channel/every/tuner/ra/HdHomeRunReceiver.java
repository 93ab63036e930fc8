package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.TunerException;
import channel.every.tuner.hdhomerun.DeviceAddress;
import channel.every.tuner.hdhomerun.DeviceDescription;
import channel.every.tuner.hdhomerun.DeviceTimeouts;
import channel.every.tuner.hdhomerun.HdHomeRunDevice;
import channel.every.tuner.hdhomerun.HdHomeRunStream;
import channel.every.tuner.hdhomerun.Line;
import channel.every.tuner.hdhomerun.Lineup;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An HDHomeRun's channel over HTTP. */
final class HdHomeRunReceiver implements Receiver {
    private static final System.Logger LOG = System.getLogger(HdHomeRunReceiver.class.getName());

    /** Once asked, a device is known. */
    private record Known(HdHomeRunDevice device, DeviceDescription description, Lineup lineup) {}

    private final ChannelTune tune;
    private final DeviceAddress address;
    private final DeviceTimeouts timeouts;
    private final InstantSource clock;
    private final Line line = new Line();
    private @Nullable Known known;

    HdHomeRunReceiver(ChannelTune tune, DeviceAddress address, DeviceTimeouts timeouts, InstantSource clock) {
        this.tune = tune;
        this.address = address;
        this.timeouts = timeouts;
        this.clock = clock;
    }

    @Override
    public TunerDevice describe() throws TunerException {
        HdHomeRunDevice device = new HdHomeRunDevice(address.base(clock), line, timeouts, clock);
        DeviceDescription description = device.describe();
        known = new Known(device, description, device.lineup(description));
        return new TunerDevice(description.deviceId(), description.tunerCount(), description.toString());
    }

    private Known known() {
        Known asked = known;
        if (asked == null) {
            throw new IllegalStateException("the device was not asked who it is");
        }
        return asked;
    }

    @Override
    public Optional<Place> place() {
        return known().lineup()
                .sharingItsMultiplex(tune.channel())
                .map(c -> new Place(new ChannelTune(tune.device(), c.multiplex()), c.program()));
    }

    @Override
    public Reception receive() throws TunerException {
        Known asked = known();
        return new Stream(
                asked.device().tune(asked.description(), asked.lineup(), tune.channel(), address.resource(), null));
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
