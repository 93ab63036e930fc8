package channel.every.station;

import channel.every.ts.TsPacket;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One lap of packets as {@link LoopWriter} laid it out, mapped from its file: processes on one machine share its memory.
 *
 * @param packets the mapped lap
 * @param videoPayloads packets on the video PID that step its continuity counter
 * @param audioPayloads the same for audio
 */
record TransportLoop(LapGrid grid, MappedByteBuffer packets, int videoPayloads, int audioPayloads) {
    private static final int PACKETS_AT_ONCE = 4096;

    static TransportLoop open(Path file, LapGrid grid) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long expected = (long) grid.slots() * TsPacket.SIZE;
            if (channel.size() != expected) {
                throw new IOException(file + " is " + channel.size() + " bytes, a loop has " + expected
                        + "; delete it to make it again");
            }
            MappedByteBuffer packets = channel.map(MapMode.READ_ONLY, 0, expected);
            return counted(grid, packets);
        }
    }

    private static TransportLoop counted(LapGrid grid, MappedByteBuffer packets) {
        int video = 0;
        int audio = 0;
        byte[] buffer = new byte[PACKETS_AT_ONCE * TsPacket.SIZE];
        TsPacket packet = new TsPacket();
        for (int position = 0; position < grid.slots(); position += PACKETS_AT_ONCE) {
            int count = Math.min(PACKETS_AT_ONCE, grid.slots() - position);
            packets.get(position * TsPacket.SIZE, buffer, 0, count * TsPacket.SIZE);
            for (int i = 0; i < count; i++) {
                packet.at(buffer, i * TsPacket.SIZE);
                if (packet.hasPayload()) {
                    video += packet.pid() == grid.standard().videoPid().value() ? 1 : 0;
                    audio += packet.pid() == grid.standard().audioPid().value() ? 1 : 0;
                }
            }
        }
        return new TransportLoop(grid, packets, video, audio);
    }

    /** Copies {@code count} packets from {@code position} on, which must not reach over the lap's end. */
    void copy(int position, int count, byte[] into, int offset) {
        packets.get(position * TsPacket.SIZE, into, offset, count * TsPacket.SIZE);
    }
}
