package channel.every.tuner.hdhomerun;

import channel.every.tuner.TunerException;
import channel.every.tuner.control.ControlFrame;
import channel.every.tuner.control.FrameType;
import channel.every.tuner.control.VariableReply;
import channel.every.tuner.control.VariableRequest;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Reads and sets a device's variables on TCP 65001 (libhdhomerun, hdhomerun_control.c). For one thread. */
public final class DeviceControl implements Closeable {
    /** libhdhomerun, hdhomerun_control.c. */
    private static final Duration TIMEOUT = Duration.ofMillis(2500);

    private static final int TRIES = 2;

    private final InetSocketAddress device;
    private final InstantSource clock;
    private final Duration timeout;
    private @Nullable Socket socket;
    private @Nullable DeadlineInputStream in;
    private int lockKey;

    public DeviceControl(InetAddress address, int port, InstantSource clock) {
        this(address, port, clock, TIMEOUT);
    }

    /** @param timeout to connect, and for each whole answer */
    DeviceControl(InetAddress address, int port, InstantSource clock, Duration timeout) {
        this.device = new InetSocketAddress(address, port);
        this.clock = clock;
        this.timeout = timeout;
    }

    /** Proves from now on that a locked tuner is ours. @param key 0 for none */
    public void use(int key) {
        lockKey = key;
    }

    /** @throws VariableRefusedException in the device's words */
    public String get(String name) throws TunerException {
        return ask(VariableRequest.get(name));
    }

    /** @return what the variable is now @throws VariableRefusedException in the device's words */
    public String set(String name, String value) throws TunerException {
        return ask(new VariableRequest(name, value, lockKey));
    }

    public TunerSignal status(int tuner) throws TunerException {
        return TunerSignal.parse(get("/tuner" + tuner + "/status"));
    }

    public StreamInfo streamInfo(int tuner) throws TunerException {
        return StreamInfo.parse(get("/tuner" + tuner + "/streaminfo"));
    }

    public DebugCounters debug(int tuner) throws TunerException {
        return DebugCounters.parse(get("/tuner" + tuner + "/debug"));
    }

    /** Takes the tuner's lock under {@code key}, which every later set here proves. */
    public void lock(int tuner, int key) throws TunerException {
        set("/tuner" + tuner + "/lockkey", Integer.toUnsignedString(key));
        lockKey = key;
    }

    public void unlock(int tuner) throws TunerException {
        set("/tuner" + tuner + "/lockkey", "none");
        lockKey = 0;
    }

    private String ask(VariableRequest request) throws TunerException {
        return switch (exchange(request)) {
            case VariableReply.Held held -> held.value();
            case VariableReply.Refused refused ->
                throw new VariableRefusedException(
                        request.name() + " of " + device.getAddress().getHostAddress(), Excerpt.of(refused.reason()));
        };
    }

    /** A connection that a device has closed meanwhile is made anew once, as the vendor's library does. */
    private VariableReply exchange(VariableRequest request) throws TunerException {
        for (int attempt = 1; ; attempt++) {
            try {
                DeadlineInputStream answers = connected();
                answers.allow(timeout);
                if (socket != null) {
                    socket.getOutputStream().write(request.frame().encode());
                }
                ControlFrame frame = ControlFrame.read(answers)
                        .orElseThrow(() -> new EOFException("closed the connection instead of an answer"));
                if (frame.type() != FrameType.GETSET_REPLY) {
                    throw new TunerException("answered a request with a " + frame.type());
                }
                return VariableReply.read(frame);
            } catch (IOException e) {
                close();
                if (attempt == TRIES) {
                    throw new TunerException("control of " + device + ": " + request.name() + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private DeadlineInputStream connected() throws IOException {
        DeadlineInputStream open = in;
        if (open != null) {
            return open;
        }
        Socket fresh = new Socket();
        try {
            fresh.connect(device, Math.toIntExact(timeout.toMillis()));
            fresh.setTcpNoDelay(true);
            open = new DeadlineInputStream(fresh, clock);
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
        socket = fresh;
        in = open;
        return open;
    }

    /** Our address as the device sees it. */
    public InetAddress localAddress() throws TunerException {
        try {
            connected();
        } catch (IOException e) {
            throw new TunerException("control of " + device + ": " + e.getMessage(), e);
        }
        Socket open = socket;
        if (open == null) {
            throw new TunerException("control of " + device + " is closed");
        }
        return open.getLocalAddress();
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        in = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                System.getLogger(DeviceControl.class.getName())
                        .log(System.Logger.Level.DEBUG, "closing " + device + ": " + e.getMessage());
            }
        }
    }
}
