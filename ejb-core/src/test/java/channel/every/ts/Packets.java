package channel.every.ts;

import java.util.Arrays;
import java.util.HexFormat;

/** Packets written out by hand: the bytes that matter, then stuffing. */
public final class Packets {
    private Packets() {}

    /** 188 bytes that start with these, in hex with blanks, and go on with 0xFF. */
    public static byte[] packet(String hex) {
        byte[] start = hex(hex);
        byte[] packet = new byte[TsPacket.SIZE];
        Arrays.fill(packet, (byte) 0xFF);
        System.arraycopy(start, 0, packet, 0, start.length);
        return packet;
    }

    public static TsPacket view(String hex) {
        return new TsPacket().at(packet(hex), 0);
    }

    public static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** A payload packet of a PID whose payload is full of one byte. */
    public static byte[] payload(int pid, int continuityCounter, int fill) {
        byte[] packet = new byte[TsPacket.SIZE];
        Arrays.fill(packet, (byte) fill);
        packet[0] = TsPacket.SYNC_BYTE;
        packet[1] = (byte) (pid >>> 8);
        packet[2] = (byte) pid;
        packet[3] = (byte) (0x10 | continuityCounter & 0xF);
        return packet;
    }

    public static byte[] join(byte[]... parts) {
        byte[] joined =
                new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int position = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, position, part.length);
            position += part.length;
        }
        return joined;
    }
}
