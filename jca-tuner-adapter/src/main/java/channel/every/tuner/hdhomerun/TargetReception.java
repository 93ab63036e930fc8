package channel.every.tuner.hdhomerun;

import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerException;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A tuner that sends to us over RTP or plain UDP, under our lock (libhdhomerun, hdhomerun_device.c, hdhomerun_video.c). Unlike HTTP
 * it tells what the network lost.
 */
public final class TargetReception implements Closeable {
    private static final int RTP_HEADER_BYTES = 12;
    private static final int DATAGRAM_BYTES = 7 * 188;

    /** Half a second of a multiplex, for when we are late. */
    private static final int RECEIVE_BUFFER_BYTES = 2 * 1024 * 1024;

    private static final Duration SETTLE = Duration.ofMillis(250);
    private static final Duration LOCK_PATIENCE = Duration.ofMillis(2500);
    private static final Duration KEEPALIVE = Duration.ofSeconds(1);
    private static final int STREAM_PORT = 5004;

    /** RFC 3550 A.1: so far behind a datagram is late or a copy, so far ahead others were lost; beyond, the sender began anew. */
    private static final int MAX_MISORDER = 100;

    private static final int MAX_DROPOUT = 3000;

    private final DeviceControl control;
    private final int tuner;
    private final int key;
    private final Duration stall;
    private final InstantSource clock;
    private final InetAddress device;
    private final byte[] datagram = new byte[RTP_HEADER_BYTES + DATAGRAM_BYTES];
    private Instant keptAlive = Instant.EPOCH;
    private int sequence = -1;
    private volatile long lostDatagrams;
    private volatile @Nullable DatagramSocket socket;
    private volatile boolean interrupted;
    private boolean locked;

    /**
     * Of tuner {@code tuner}, which is not asked for anything yet.
     *
     * @param key of the lock we take: a random number other than 0
     * @param stall without a datagram after which the stream counts as lost
     */
    public TargetReception(
            DeviceControl control, InetAddress device, int tuner, int key, Duration stall, InstantSource clock) {
        this.control = control;
        this.device = device;
        this.tuner = tuner;
        this.key = key;
        this.stall = stall;
        this.clock = clock;
    }

    /**
     * Takes the tuner, tunes it and has it send here. Whatever comes of it, the reception wants to be closed.
     *
     * @param channel as {@code auto:689000000}, or a virtual channel behind {@code v}: {@code v5.1}
     * @param program of the multiplex, 0 for all of it
     * @throws TunerBusyException when someone else has the tuner's lock
     */
    public void begin(String channel, int program) throws TunerException {
        try {
            control.lock(tuner, key);
        } catch (VariableRefusedException e) {
            throw new TunerBusyException(String.valueOf(e.getMessage()), e);
        }
        locked = true;
        DatagramSocket opened = open(control.localAddress());
        socket = opened;
        tune(channel, program, opened);
    }

    private static DatagramSocket open(InetAddress local) throws TunerException {
        try {
            DatagramSocket socket = new DatagramSocket(new InetSocketAddress(local, 0));
            socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
            return socket;
        } catch (IOException e) {
            throw new TunerException("no UDP port on " + local + ": " + e.getMessage(), e);
        }
    }

    private void tune(String channel, int program, DatagramSocket opened) throws TunerException {
        if (channel.startsWith("v")) {
            control.set(variable("vchannel"), channel.substring(1));
        } else {
            control.set(variable("channel"), channel);
        }
        awaitLock(channel);
        if (program > 0) {
            control.set(variable("program"), Integer.toString(program));
        }
        requireWanted();
        String home = opened.getLocalAddress().getHostAddress();
        String here = (home.contains(":") ? '[' + home + ']' : home) + ':' + opened.getLocalPort();
        try {
            control.set(variable("target"), "rtp://" + here);
        } catch (VariableRefusedException e) {
            // Old devices know no RTP.
            control.set(variable("target"), "udp://" + here);
        }
    }

    private void awaitLock(String channel) throws TunerException {
        Instant deadline = clock.instant().plus(SETTLE).plus(LOCK_PATIENCE);
        TunerSignal signal = control.status(tuner);
        while (!signal.locked()) {
            requireWanted();
            if (clock.instant().isAfter(deadline)) {
                throw new TunerException("tuner" + tuner + " of " + device.getHostAddress() + " has no lock on "
                        + channel + ": " + signal);
            }
            LockSupport.parkNanos(SETTLE.toNanos());
            signal = control.status(tuner);
        }
    }

    private void requireWanted() throws TunerException {
        if (interrupted) {
            throw new TunerException(resource() + " of " + device.getHostAddress() + " is not wanted any more");
        }
    }

    private String variable(String name) {
        return "/tuner" + tuner + '/' + name;
    }

    public String resource() {
        return "tuner" + tuner;
    }

    /** Waits for a datagram and takes its packets, seven at a time. @param length at least that many */
    public int read(byte[] bytes, int offset, int length) throws TunerException {
        if (length < DATAGRAM_BYTES) {
            throw new IllegalArgumentException("a datagram needs room for " + DATAGRAM_BYTES + " bytes: " + length);
        }
        DatagramSocket open = socket;
        if (open == null) {
            throw new IllegalStateException(resource() + " was not begun");
        }
        Instant deadline = clock.instant().plus(stall);
        while (true) {
            keepAlive(open);
            DatagramPacket packet = receive(open, deadline);
            int header = packet == null ? -1 : packet.getLength() - DATAGRAM_BYTES;
            if (header == 0
                    || header == RTP_HEADER_BYTES
                            && isNext(ByteBuffer.wrap(datagram).getShort(2) & 0xFFFF)) {
                System.arraycopy(datagram, header, bytes, offset, DATAGRAM_BYTES);
                return DATAGRAM_BYTES;
            }
        }
    }

    private @Nullable DatagramPacket receive(DatagramSocket open, Instant deadline) throws TunerException {
        long left = Duration.between(clock.instant(), deadline).toMillis();
        if (left <= 0) {
            throw new TunerException(resource() + " of " + device.getHostAddress() + " stalled: no datagram for "
                    + stall.toMillis() + " ms");
        }
        DatagramPacket packet = new DatagramPacket(datagram, datagram.length);
        try {
            open.setSoTimeout(Math.toIntExact(Math.min(left, KEEPALIVE.toMillis())));
            open.receive(packet);
            // Anybody can send to a UDP port.
            return packet.getAddress().equals(device) ? packet : null;
        } catch (SocketTimeoutException e) {
            return null;
        } catch (IOException e) {
            throw new TunerException(resource() + " of " + device.getHostAddress() + " was lost: " + e.getMessage(), e);
        }
    }

    /** Counts what is missing before it. @return false for a datagram that came before, or too late to be of use */
    private boolean isNext(int told) {
        int ahead = sequence < 0 ? 1 : told - sequence & 0xFFFF;
        if (ahead == 0 || ahead > 0xFFFF - MAX_MISORDER) {
            return false;
        }
        if (ahead <= MAX_DROPOUT) {
            lostDatagrams += ahead - 1;
        }
        sequence = told;
        return true;
    }

    private void keepAlive(DatagramSocket open) throws TunerException {
        Instant now = clock.instant();
        if (Duration.between(keptAlive, now).compareTo(KEEPALIVE) < 0) {
            return;
        }
        keptAlive = now;
        byte[] proof = ByteBuffer.allocate(Integer.BYTES).putInt(key).array();
        try {
            open.send(new DatagramPacket(proof, proof.length, new InetSocketAddress(device, STREAM_PORT)));
        } catch (IOException e) {
            throw new TunerException("keeping " + resource() + " alive: " + e.getMessage(), e);
        }
    }

    /** Transport packets that the network lost, as far as RTP's sequence numbers tell. */
    public long lostPackets() {
        return lostDatagrams * 7;
    }

    /** Ends what waits here in another thread, at once; the tuner stays ours until {@link #close}. */
    public void interrupt() {
        interrupted = true;
        DatagramSocket open = socket;
        if (open != null) {
            open.close();
        }
    }

    /** Gives the tuner back, which takes an answer of the device. Called by the thread that began. */
    @Override
    public void close() {
        interrupt();
        try {
            if (locked) {
                locked = false;
                control.set(variable("target"), "none");
                control.unlock(tuner);
            }
        } catch (TunerException e) {
            System.getLogger(TargetReception.class.getName())
                    .log(System.Logger.Level.WARNING, "releasing " + resource() + ": " + e.getMessage());
        } finally {
            control.close();
        }
    }
}
