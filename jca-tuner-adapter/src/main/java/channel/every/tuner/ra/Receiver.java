package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerException;
import channel.every.tuner.dvb.DvbAddress;
import channel.every.tuner.dvb.DvbTuner;
import channel.every.tuner.dvb.KernelNodes;
import channel.every.tuner.hdhomerun.DeviceAddress;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The device behind one {@link SharedRead}, whatever kind it is: asked once who it is, then once for its stream. Making one touches no
 * device. Calls come from one thread, but for the hanging up.
 */
interface Receiver {
    /** The receiver for the kind of device that {@code tune} names by its scheme; {@link ChannelTune} knows no other. */
    static Receiver of(ChannelTune tune, ReadSettings settings, InstantSource clock) {
        return switch (tune.device().getScheme()) {
            case "http", "hdhomerun" -> {
                DeviceAddress address = DeviceAddress.parse(tune.device());
                yield address.rtp()
                        ? new TargetReceiver(tune, address, settings.timeouts(), clock)
                        : new HdHomeRunReceiver(tune, address, settings.timeouts(), clock);
            }
            case DvbAddress.SCHEME ->
                new DvbReceiver(
                        tune,
                        new KernelNodes(),
                        DvbTuner.DEVICES,
                        settings.timeouts().stall(),
                        clock);
            default -> new StreamReceiver(tune, settings.timeouts(), clock);
        };
    }

    /** Asks the device who it is; no tuner is taken yet. */
    TunerDevice describe() throws TunerException;

    /**
     * Where the channel lies, if the device tells and its multiplex has other channels too: then the whole of it is read, for all who
     * want one of them. Asked after {@link #describe()}.
     */
    default Optional<Place> place() throws TunerException {
        return Optional.empty();
    }

    /**
     * Takes a tuner of the described device and starts to receive; after a busy answer it may be asked again.
     *
     * @throws TunerBusyException when someone else holds the device's tuners
     */
    Reception receive() throws TunerException;

    /**
     * Ends at once, from any thread, whatever the receiver or its reception waits for, and frees the tuner as far as that needs no answer
     * of the device. It waits for nothing itself. Nothing can be received after it.
     */
    void hangUp();

    /** Frees what is left, after {@link #hangUp()}: the last call of the thread that received. It may wait for the device. */
    default void close() {}

    boolean hungUp();
}
