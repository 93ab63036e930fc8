package channel.every.cli;

import channel.every.station.Standard;
import java.io.ByteArrayOutputStream;

/** What happens to recordings: each in the middle, to a packet of video that is nothing but payload. */
final class Faults {
    private static final int PACKET = 188;

    private Faults() {}

    static byte[] withAFlippedByte(byte[] recording) {
        byte[] flipped = recording.clone();
        flipped[packet(recording) + 150] ^= 1;
        return flipped;
    }

    static byte[] withoutAPacket(byte[] recording) {
        int at = packet(recording);
        return without(recording, at, at + PACKET);
    }

    /** @param share of the recording that is gone, from its middle on */
    static byte[] withAHole(byte[] recording, double share) {
        int from = recording.length / PACKET / 2 * PACKET;
        int bytes = (int) (recording.length * share) / PACKET * PACKET;
        return without(recording, from, from + bytes);
    }

    private static byte[] without(byte[] recording, int from, int to) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream(recording.length);
        rest.write(recording, 0, from);
        rest.write(recording, to, recording.length - to);
        return rest.toByteArray();
    }

    private static int packet(byte[] recording) {
        for (int at = recording.length / PACKET / 2 * PACKET; ; at += PACKET) {
            int pid = (recording[at + 1] & 0x1F) << 8 | recording[at + 2] & 0xFF;
            boolean payloadOnly = (recording[at + 3] & 0x30) == 0x10 && (recording[at + 1] & 0x40) == 0;
            if (pid == Standard.ATSC.videoPid().value() && payloadOnly) {
                return at;
            }
        }
    }
}
