package channel.every.tuner.dvb;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/** Counts packets, their PIDs and gaps in their continuity (ISO 13818-1 2.4.3.3), of whole packets in a row. */
final class PacketAudit {
    private static final int PACKET = 188;
    private static final int NULL_PID = 0x1FFF;

    private final int[] counters = new int[NULL_PID + 1];
    private final byte[] unfinished = new byte[PACKET];
    private int held;
    final SortedSet<Integer> pids = new TreeSet<>();
    int packets;
    int unsynced;
    int gaps;

    PacketAudit() {
        Arrays.fill(counters, -1);
    }

    void feed(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            unfinished[held++] = bytes[i];
            if (held == PACKET) {
                held = 0;
                packet(unfinished);
            }
        }
    }

    private void packet(byte[] packet) {
        packets++;
        if (packet[0] != 0x47) {
            unsynced++;
            return;
        }
        int pid = (packet[1] & 0x1F) << 8 | packet[2] & 0xFF;
        pids.add(pid);
        boolean payload = (packet[3] & 0x10) != 0;
        int counter = packet[3] & 0xF;
        if (pid != NULL_PID && payload) {
            if (counters[pid] >= 0 && counter != (counters[pid] + 1 & 0xF)) {
                gaps++;
            }
            counters[pid] = counter;
        }
    }

    @Override
    public String toString() {
        return packets + " packets, " + unsynced + " without sync, " + gaps + " gaps, PIDs " + pids;
    }
}
