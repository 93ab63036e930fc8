package channel.every.tuner.hdhomerun;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * A multiplex of two programs without end: of each 20 packets a PAT, two PMTs, and numbered packets on PID 0x100 for program 1 and
 * 0x200 for program 2.
 */
public final class TestMultiplex {
    public static final int PACKETS_A_ROUND = 20;

    private static final Duration PACE = Duration.ofMillis(5);

    private final int transportStreamId;

    public TestMultiplex(int transportStreamId) {
        this.transportStreamId = transportStreamId;
    }

    /** As a channel's behaviour: on a tuner of the device, for as long as the client listens. */
    public VirtualDevice.Behaviour on(VirtualDevice device) {
        return exchange -> device.onATuner(exchange, out -> {
            for (long round = 0; ; round++) {
                out.write(round(round));
                out.flush();
                LockSupport.parkNanos(PACE.toNanos());
            }
        });
    }

    /** For a server that is no device. */
    public void stream(HttpExchange exchange, long rounds) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        for (long round = 0; round < rounds; round++) {
            out.write(round(round));
        }
    }

    public byte[] round(long round) {
        ByteBuffer packets = ByteBuffer.allocate(PACKETS_A_ROUND * NumberedPackets.SIZE);
        packets.put(section(0, round, pat()));
        packets.put(section(0x31, round, pmt(1, 0x100)));
        packets.put(section(0x32, round, pmt(2, 0x200)));
        long number = round * (PACKETS_A_ROUND - 3);
        while (packets.hasRemaining()) {
            int pid = number % 2 == 0 ? 0x100 : 0x200;
            int start = packets.position();
            packets.putInt(0x47000010 | pid << 8 | (int) (number / 2 & 15)).putLong(number);
            packets.position(start + NumberedPackets.SIZE);
            number++;
        }
        return packets.array();
    }

    private byte[] pat() {
        return withCrc(ByteBuffer.allocate(20)
                .put((byte) 0)
                .putShort((short) 0xB011)
                .putShort((short) transportStreamId)
                .put((byte) 0xC1)
                .putShort((short) 0)
                .putShort((short) 1)
                .putShort((short) (0xE000 | 0x31))
                .putShort((short) 2)
                .putShort((short) (0xE000 | 0x32)));
    }

    private static byte[] pmt(int program, int pid) {
        return withCrc(ByteBuffer.allocate(21)
                .put((byte) 2)
                .putShort((short) 0xB012)
                .putShort((short) program)
                .put((byte) 0xC1)
                .putShort((short) 0)
                .putShort((short) (0xE000 | pid))
                .putShort((short) 0xF000)
                .put((byte) 2)
                .putShort((short) (0xE000 | pid))
                .putShort((short) 0xF000));
    }

    /** ISO 13818-1 annex A, bit by bit: another way than the one under test. */
    private static byte[] withCrc(ByteBuffer section) {
        int crc = -1;
        for (int i = 0; i < section.position(); i++) {
            crc ^= section.get(i) << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ (crc < 0 ? 0x04C11DB7 : 0);
            }
        }
        return section.putInt(crc).array();
    }

    private static byte[] section(int pid, long round, byte[] section) {
        byte[] packet = new byte[NumberedPackets.SIZE];
        Arrays.fill(packet, (byte) 0xFF);
        ByteBuffer.wrap(packet)
                .putInt(0x47400010 | pid << 8 | (int) (round & 15))
                .put((byte) 0)
                .put(section);
        return packet;
    }
}
