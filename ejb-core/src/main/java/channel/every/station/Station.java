package channel.every.station;

import channel.every.device.VirtualDevice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast on air and the devices that receive it. Stations with equal settings are on one channel, whatever process they
 * run in: a device may as well have a station of its own.
 */
public final class Station implements AutoCloseable {
    private final Transmitter transmitter;
    private final InetAddress address;
    private final InstantSource clock;
    private final Map<String, VirtualDevice> devices = new LinkedHashMap<>();
    private final Map<String, DeviceSettings> stopped = new LinkedHashMap<>();
    private final Map<String, DeviceSettings> known = new HashMap<>();
    private @Nullable StationControl control;

    private Station(Transmitter transmitter, InetAddress address, InstantSource clock) {
        this.transmitter = transmitter;
        this.clock = clock;
        this.address = address;
    }

    /**
     * Goes on air.
     *
     * @param address where the devices listen
     * @param clock paces what is sent
     * @throws IOException if a device cannot listen; then none does
     * @throws IllegalArgumentException if two devices have one name
     */
    public static Station start(
            Multiplex multiplex, List<DeviceSettings> devices, InetAddress address, InstantSource clock)
            throws IOException {
        if (devices.stream().map(DeviceSettings::name).distinct().count() != devices.size()) {
            throw new IllegalArgumentException("every device has a name of its own");
        }
        Station station = new Station(new Transmitter(multiplex, clock), address, clock);
        try {
            for (DeviceSettings device : devices) {
                station.switchOn(device);
            }
            return station;
        } catch (IOException e) {
            station.close();
            throw e;
        }
    }

    /** Lets devices be switched on and off over HTTP from now on. Returns where. */
    public synchronized URI control(int port) throws IOException {
        control = new StationControl(this, port, address);
        return control.uri();
    }

    /** Those that are on. */
    public synchronized List<VirtualDevice> devices() {
        return List.copyOf(devices.values());
    }

    /** Those that are off. */
    synchronized List<DeviceSettings> stopped() {
        return List.copyOf(stopped.values());
    }

    /** Switches a device off: its streams end and nobody answers any more. Returns whether there is such a device. */
    public synchronized boolean stop(String name) {
        VirtualDevice device = devices.remove(name);
        if (device == null) {
            return stopped.containsKey(name);
        }
        device.close();
        stopped.put(name, Objects.requireNonNull(known.get(name)));
        return true;
    }

    /** Switches a device on again, on the port it had. Returns whether there is such a device. */
    public synchronized boolean start(String name) throws IOException {
        DeviceSettings settings = stopped.get(name);
        if (settings == null) {
            return devices.containsKey(name);
        }
        switchOn(settings);
        stopped.remove(name);
        return true;
    }

    private void switchOn(DeviceSettings settings) throws IOException {
        VirtualDevice device = new VirtualDevice(
                settings.profile(transmitter.multiplex().settings().standard()),
                settings.ports(),
                address,
                new StationAntenna(transmitter, settings.reception()),
                clock);
        devices.put(settings.name(), device);
        known.put(settings.name(), settings.as(device));
    }

    @Override
    public synchronized void close() {
        if (control != null) {
            control.close();
        }
        devices.values().forEach(VirtualDevice::close);
        transmitter.close();
    }
}
