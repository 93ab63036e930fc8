package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerException;
import channel.every.tuner.hdhomerun.DeviceAddress;
import channel.every.tuner.hdhomerun.DeviceControl;
import channel.every.tuner.hdhomerun.DeviceDescription;
import channel.every.tuner.hdhomerun.DeviceTimeouts;
import channel.every.tuner.hdhomerun.HdHomeRunDevice;
import channel.every.tuner.hdhomerun.Line;
import channel.every.tuner.hdhomerun.TargetReception;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** An HDHomeRun that sends over RTP: the network's losses are counted, and the device's lock keeps others off the tuner. */
final class TargetReceiver implements Receiver {
    private static final SecureRandom KEYS = new SecureRandom();

    private final ChannelTune tune;
    private final DeviceAddress address;
    private final DeviceTimeouts timeouts;
    private final InstantSource clock;
    private final Line line = new Line();
    private int tuners;
    private @Nullable InetAddress device;
    private @Nullable TargetReception reception;
    private boolean hungUp;

    TargetReceiver(ChannelTune tune, DeviceAddress address, DeviceTimeouts timeouts, InstantSource clock) {
        this.tune = tune;
        this.address = address;
        this.timeouts = timeouts;
        this.clock = clock;
    }

    @Override
    public TunerDevice describe() throws TunerException {
        HdHomeRunDevice http = new HdHomeRunDevice(address.base(clock), line, timeouts, clock);
        DeviceDescription description = http.describe();
        tuners = description.tunerCount();
        try {
            device = InetAddress.getByName(description.base().getHost());
        } catch (UnknownHostException e) {
            throw new TunerException("unknown host " + description.base().getHost(), e);
        }
        return new TunerDevice(description.deviceId(), tuners, description.toString());
    }

    @Override
    public Reception receive() throws TunerException {
        TunerBusyException busy = null;
        int first = address.tuner() < 0 ? 0 : address.tuner();
        int last = address.tuner() < 0 ? tuners - 1 : address.tuner();
        for (int tuner = first; tuner <= last; tuner++) {
            try {
                return new Target(take(tuner));
            } catch (TunerBusyException e) {
                busy = e;
            }
        }
        throw busy == null ? new TunerBusyException(tune.shownDevice() + " has no tuner " + first) : busy;
    }

    private TargetReception take(int tuner) throws TunerException {
        InetAddress where = device;
        if (where == null) {
            throw new IllegalStateException("the device was not asked who it is");
        }
        int key = KEYS.nextInt(1, Integer.MAX_VALUE);
        DeviceControl control = new DeviceControl(where, address.control(), clock);
        TargetReception taken = new TargetReception(control, where, tuner, key, timeouts.stall(), clock);
        boolean receiving = false;
        try {
            if (!control.get("/tuner" + tuner + "/lockkey").equals("none")
                    || !control.get("/tuner" + tuner + "/target").equals("none")) {
                throw new TunerBusyException("tuner" + tuner + " of " + tune.shownDevice() + " is someone else's");
            }
            begin(taken);
            taken.begin(channel(), tune.program());
            receiving = true;
            return taken;
        } finally {
            if (!receiving) {
                taken.close();
            }
        }
    }

    private synchronized void begin(TargetReception taken) throws TunerException {
        if (hungUp) {
            throw new TunerException("hung up on " + tune);
        }
        reception = taken;
    }

    /** {@code ch689000000} is {@code auto:689000000} here, {@code 5.1} is {@code v5.1}. */
    private String channel() {
        return tune.channel().matches("ch\\d+(-\\d+)?")
                ? "auto:" + tune.channel().substring(2).replaceFirst("-.*", "")
                : "v" + tune.channel();
    }

    @Override
    public void hangUp() {
        TargetReception taken;
        synchronized (this) {
            hungUp = true;
            taken = reception;
        }
        if (taken != null) {
            taken.interrupt();
        }
        try {
            line.close();
        } catch (IOException e) {
            System.getLogger(TargetReceiver.class.getName())
                    .log(System.Logger.Level.WARNING, "hanging up on " + tune + ": " + e.getMessage(), e);
        }
    }

    /** The device is told to give up our lock. Nobody but the reader waits for its answer. */
    @Override
    public void close() {
        TargetReception taken;
        synchronized (this) {
            taken = reception;
            reception = null;
        }
        if (taken != null) {
            taken.close();
        }
    }

    @Override
    public synchronized boolean hungUp() {
        return hungUp;
    }

    private record Target(TargetReception reception) implements Reception {
        @Override
        public String resource() {
            return reception.resource();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws TunerException {
            return reception.read(bytes, offset, length);
        }

        @Override
        public long lostPackets() {
            return reception.lostPackets();
        }
    }
}
