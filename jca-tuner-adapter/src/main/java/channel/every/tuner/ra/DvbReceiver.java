package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.TunerException;
import channel.every.tuner.dvb.Access;
import channel.every.tuner.dvb.ChannelsConf;
import channel.every.tuner.dvb.DeviceNodes;
import channel.every.tuner.dvb.DvbAddress;
import channel.every.tuner.dvb.DvbChannel;
import channel.every.tuner.dvb.DvbTuner;
import channel.every.tuner.dvb.Frontend;
import channel.every.tuner.dvb.FrontendStatistics;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Linux DVB frontend. It receives one multiplex at a time, whole, so that every channel of it shares the read. */
final class DvbReceiver implements Receiver {
    private static final System.Logger LOG = System.getLogger(DvbReceiver.class.getName());

    private final ChannelTune tune;
    private final DeviceNodes nodes;
    private final Path devices;
    private final Duration stall;
    private final InstantSource clock;
    private @Nullable DvbTuner tuner;
    private boolean hungUp;

    /** @param devices {@link DvbTuner#DEVICES}, or a directory like it @param stall how long no byte may come */
    DvbReceiver(ChannelTune tune, DeviceNodes nodes, Path devices, Duration stall, InstantSource clock) {
        this.tune = tune;
        this.nodes = nodes;
        this.devices = devices;
        this.stall = stall;
        this.clock = clock;
    }

    private DvbAddress address() throws TunerException {
        try {
            return DvbAddress.parse(tune.device());
        } catch (IllegalArgumentException e) {
            throw new TunerException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public TunerDevice describe() throws TunerException {
        DvbAddress address = address();
        Path node = devices.resolve(address.toString());
        try (Frontend frontend = new Frontend(nodes.open(node, Access.READ), clock)) {
            String name = frontend.info().name();
            return new TunerDevice("dvb/" + address, 1, tune.shownDevice() + " (" + name + ')');
        }
    }

    @Override
    public Optional<Place> place() throws TunerException {
        ChannelsConf channels = ChannelsConf.read(address().channels());
        if (channels.ofMultiplex(tune.channel()).isPresent()) {
            return Optional.empty();
        }
        DvbChannel channel = channels.find(tune.channel());
        return Optional.of(new Place(new ChannelTune(tune.device(), channel.multiplexReference()), channel.program()));
    }

    @Override
    public Reception receive() throws TunerException {
        DvbAddress address = address();
        ChannelsConf channels = ChannelsConf.read(address.channels());
        Optional<DvbChannel> ofMultiplex = channels.ofMultiplex(tune.channel());
        DvbChannel channel = ofMultiplex.isPresent() ? ofMultiplex.get() : channels.find(tune.channel());
        DvbTuner fresh = begin(new DvbTuner(nodes, devices, address, clock));
        boolean receiving = false;
        try {
            fresh.hold();
            fresh.tune(channel);
            receiving = true;
        } finally {
            if (!receiving) {
                fresh.close();
            }
        }
        return new Stream(fresh, stall);
    }

    private synchronized DvbTuner begin(DvbTuner fresh) throws TunerException {
        if (hungUp) {
            throw new TunerException("hung up on " + tune);
        }
        tuner = fresh;
        return fresh;
    }

    @Override
    public void hangUp() {
        DvbTuner open;
        synchronized (this) {
            hungUp = true;
            open = tuner;
        }
        if (open != null) {
            open.close();
        }
    }

    @Override
    public synchronized boolean hungUp() {
        return hungUp;
    }

    private static final class Stream implements Reception {
        private final DvbTuner tuner;
        private final Duration stall;
        private @Nullable FrontendStatistics told;

        Stream(DvbTuner tuner, Duration stall) {
            this.tuner = tuner;
            this.stall = stall;
        }

        /** The frontend is the tuner: its device has no other. */
        @Override
        public String resource() {
            return tuner.toString();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws TunerException {
            int n = tuner.read(bytes, offset, length, stall);
            tuner.statistics().ifPresent(this::tell);
            return n;
        }

        private void tell(FrontendStatistics now) {
            if (now != told) {
                LOG.log(told == null ? Level.INFO : Level.DEBUG, tuner + " receives with " + now);
                told = now;
            }
        }

        @Override
        public long lostPackets() {
            return tuner.lostPackets();
        }
    }
}
