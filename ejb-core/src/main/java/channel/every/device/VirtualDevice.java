package channel.every.station;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;

/**
 * An HDHomeRun that receives the station: its pages and its streams on one TCP port, where a real device has 80 and 5004
 * (info.hdhomerun.com/info/http_api).
 */
public final class VirtualDevice implements AutoCloseable {
    private final DeviceSettings settings;
    private final Transmitter transmitter;
    private final TunerBank tuners;
    private final HttpListener listener;

    VirtualDevice(DeviceSettings settings, Transmitter transmitter, InetAddress address) throws IOException {
        this.settings = settings;
        this.transmitter = transmitter;
        this.tuners = new TunerBank(settings.tuners());
        this.listener = HttpListener.start("device " + settings.name(), settings.port(), address, this::serve);
    }

    /** As they were given, but for the port, which is the one it listens on. */
    public DeviceSettings settings() {
        return new DeviceSettings(settings.name(), listener.port(), settings.tuners(), settings.reception());
    }

    /** Where it answers, such as {@code http://127.0.0.1:7061}. */
    public URI uri() {
        return listener.uri();
    }

    /** How many of its tuners serve a stream at the moment. */
    public int tunersInUse() {
        return tuners.inUse();
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        DevicePages pages = new DevicePages(
                settings,
                transmitter.multiplex().settings(),
                listener.uri(socket.getLocalAddress()).toString());
        new DeviceConnection(socket, pages, tuners, transmitter).serve();
    }

    /** Ends every connection. */
    @Override
    public void close() {
        listener.close();
    }
}
