package channel.every.device;

import channel.every.ts.TsPacket;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends packets where a tuner's {@code target} says: seven in a datagram, with an RTP header before them or without (RFC 2250).
 * The socket is connected, so that a client that is gone ends the stream.
 */
final class TargetStream extends OutputStream {
    private static final Pattern TARGET =
            Pattern.compile("(rtp|udp)://\\[?([0-9A-Fa-f.:]+)]?:(\\d{1,5})(?: ttl=\\d+)?");
    private static final int PACKETS = 7;
    private static final int RTP_HEADER_BYTES = 12;

    /** Version 2, payload type 33: MP2T (RFC 3551 table 5). */
    private static final short RTP_MP2T = (short) 0x8021;

    private static final int TICKS_A_MILLI = 90;

    private final DatagramSocket socket;
    private final boolean rtp;
    private final int source;
    private final InstantSource clock;
    private final byte[] datagram = new byte[RTP_HEADER_BYTES + PACKETS * TsPacket.SIZE];
    private int filled = RTP_HEADER_BYTES;
    private int sequence;

    /**
     * @param from the device's own address: clients take a stream from nobody else
     * @param source the stream's RTP synchronisation source
     */
    TargetStream(InetAddress from, String target, int source, InstantSource clock) throws IOException {
        Matcher form = match(target);
        this.socket = new DatagramSocket(new InetSocketAddress(from, 0));
        this.rtp = form.group(1).equals("rtp");
        this.source = source;
        this.clock = clock;
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(form.group(2)), Integer.parseInt(form.group(3))));
    }

    /** @throws IllegalArgumentException when the target is of no kind a device knows */
    static void check(String target) {
        InetAddress.ofLiteral(match(target).group(2));
    }

    private static Matcher match(String target) {
        Matcher form = TARGET.matcher(target);
        if (!form.matches() || Integer.parseInt(form.group(3)) > 0xFFFF || Integer.parseInt(form.group(3)) == 0) {
            throw new IllegalArgumentException("target looks like rtp://10.0.0.5:5000, udp://10.0.0.5:5000 or none");
        }
        return form;
    }

    @Override
    public void write(int b) {
        throw new UnsupportedOperationException("a target takes whole packets");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        while (at < offset + length) {
            int n = Math.min(offset + length - at, datagram.length - filled);
            System.arraycopy(bytes, at, datagram, filled, n);
            at += n;
            filled += n;
            if (filled == datagram.length) {
                send();
            }
        }
    }

    private void send() throws IOException {
        ByteBuffer.wrap(datagram)
                .putShort(RTP_MP2T)
                .putShort((short) sequence++)
                .putInt((int) (clock.millis() * TICKS_A_MILLI))
                .putInt(source);
        int from = rtp ? 0 : RTP_HEADER_BYTES;
        socket.send(new DatagramPacket(datagram, from, datagram.length - from));
        filled = RTP_HEADER_BYTES;
    }

    @Override
    public void close() {
        socket.close();
    }
}
