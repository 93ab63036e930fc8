package channel.every.ts;

import java.util.Arrays;

/** Makes the packets of one PID, its continuity counter running on from 0. */
public final class PacketWriter {
    private static final int PAYLOAD_SIZE = TsPacket.SIZE - 4;
    private static final byte STUFFING = (byte) 0xFF;

    private final Pid pid;
    private int continuityCounter;

    public PacketWriter(Pid pid) {
        this.pid = pid;
    }

    /** Whole packets that carry one section: pointer field 0 in the first, stuffing behind the section (ISO/IEC 13818-1 2.4.4). */
    public byte[] section(byte[] section) {
        if (section.length == 0) {
            throw new IllegalArgumentException("a section has at least one byte");
        }
        byte[] payload = new byte[1 + section.length];
        System.arraycopy(section, 0, payload, 1, section.length);
        int count = (payload.length + PAYLOAD_SIZE - 1) / PAYLOAD_SIZE;
        byte[] packets = new byte[count * TsPacket.SIZE];
        Arrays.fill(packets, STUFFING);
        for (int i = 0; i < count; i++) {
            int offset = i * TsPacket.SIZE;
            writeHeader(packets, offset, i == 0);
            int from = i * PAYLOAD_SIZE;
            System.arraycopy(payload, from, packets, offset + 4, Math.min(PAYLOAD_SIZE, payload.length - from));
        }
        return packets;
    }

    private void writeHeader(byte[] packets, int offset, boolean unitStart) {
        packets[offset] = TsPacket.SYNC_BYTE;
        packets[offset + 1] = (byte) ((unitStart ? 0x40 : 0) | pid.value() >>> 8);
        packets[offset + 2] = (byte) pid.value();
        packets[offset + 3] = (byte) (0x10 | continuityCounter);
        continuityCounter = continuityCounter + 1 & 0xF;
    }
}
