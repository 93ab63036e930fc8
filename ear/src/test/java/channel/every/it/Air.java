package channel.every.it;

import channel.every.station.DeviceSettings;
import channel.every.station.LoopCache;
import channel.every.station.Multiplex;
import channel.every.station.Reception;
import channel.every.station.Standard;
import channel.every.station.Station;
import channel.every.station.StationSettings;
import channel.every.station.VideoSize;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A broadcast on air, television and a radio program in one multiplex, and devices that receive it for as long as a test wants them to. */
final class Air implements AutoCloseable {
    /** Small enough that two publishers keep up on a busy machine. */
    private static final VideoSize PICTURE = new VideoSize(640, 360);

    private static final int MUX_RATE = 6_000_000;

    private final Multiplex multiplex;
    private final Map<String, Station> receiving = new HashMap<>();

    private Air(Multiplex multiplex) {
        this.multiplex = multiplex;
    }

    static Air on() throws IOException {
        LoopCache cache = new LoopCache(LoopCache.usualDirectory(), line -> {});
        StationSettings settings = StationSettings.of(Standard.ATSC).withPicture(PICTURE, MUX_RATE);
        return new Air(Multiplex.open(settings.withRadio(), cache));
    }

    Multiplex multiplex() {
        return multiplex;
    }

    /** A device on the port that the system property {@code it.device.<name>.port} names. */
    void receive(String name, Reception reception) throws IOException {
        int port = Integer.getInteger("it.device." + name + ".port");
        receiving.put(
                name,
                Station.start(
                        multiplex,
                        List.of(new DeviceSettings(name, port, 2, reception)),
                        InetAddress.getLoopbackAddress(),
                        InstantSource.system()));
    }

    /** How many tuners of the device send to somebody. */
    int tunersInUse(String name) {
        Station station = receiving.get(name);
        return station == null ? 0 : station.devices().getFirst().tunersInUse();
    }

    /** The device goes: connections break, and its port refuses new ones. */
    void lose(String name) {
        Station station = receiving.remove(name);
        if (station != null) {
            station.close();
        }
    }

    @Override
    public void close() {
        List.copyOf(receiving.keySet()).forEach(this::lose);
    }
}
