package channel.every.device;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.InstantSource;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An HDHomeRun: pages and streams on one TCP port, where a real device has 80 and 5004 (info.hdhomerun.com/info/http_api), and
 * discovery and variables on UDP and TCP of another (libhdhomerun).
 */
public final class VirtualDevice implements AutoCloseable {
    private final DeviceProfile profile;
    private final Antenna antenna;
    private final InstantSource clock;
    private final TunerBank tuners;
    private final ChannelScan scan;
    private final HttpListener pages;
    private final @Nullable HttpListener control;
    private final @Nullable DiscoveryPort discovery;

    /**
     * Switches a device on.
     *
     * @param address where it listens; the wildcard address for one that broadcasts reach
     * @throws IOException when a port is taken; then none is held
     */
    public VirtualDevice(
            DeviceProfile profile, DevicePorts ports, InetAddress address, Antenna antenna, InstantSource clock)
            throws IOException {
        this.profile = profile;
        this.antenna = antenna;
        this.clock = clock;
        this.tuners = new TunerBank(profile, address, antenna, clock);
        this.scan = new ChannelScan(clock);
        String name = "device " + profile.name();
        this.pages = HttpListener.start(name, ports.http(), address, this::serve);
        if (ports.control() == DevicePorts.NONE) {
            this.control = null;
            this.discovery = null;
            return;
        }
        HttpListener variables = null;
        try {
            variables = HttpListener.start(
                    name, ports.control(), address, new ControlService(new DeviceVariables(profile, tuners)));
            this.discovery = new DiscoveryPort(
                    profile, variables.port(), address, own -> pages.uri(own).toString());
            this.control = variables;
        } catch (IOException e) {
            if (variables != null) {
                variables.close();
            }
            pages.close();
            throw e;
        }
    }

    public String name() {
        return profile.name();
    }

    /** Eight hexadecimal digits. */
    public String deviceId() {
        return profile.id().toString();
    }

    /** Where it answers, such as {@code http://127.0.0.1:7061}. */
    public URI uri() {
        return pages.uri();
    }

    /** UDP and TCP, if it has such a port. */
    public OptionalInt controlPort() {
        return control == null ? OptionalInt.empty() : OptionalInt.of(control.port());
    }

    /** How many of its tuners serve a stream at the moment. */
    public int tunersInUse() {
        return tuners.inUse();
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        String base = pages.uri(socket.getLocalAddress()).toString();
        DevicePages device = new DevicePages(profile, antenna, tuners, scan, base);
        new DeviceConnection(socket, device, scan, clock).serve();
    }

    /** Ends every connection and every stream. */
    @Override
    public void close() {
        if (discovery != null) {
            discovery.close();
        }
        if (control != null) {
            control.close();
        }
        tuners.all().forEach(VirtualTuner::stop);
        pages.close();
    }
}
