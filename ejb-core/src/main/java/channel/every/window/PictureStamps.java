package channel.every.window;

import channel.every.ts.PesHeader;
import channel.every.ts.TsPacket;
import java.util.Arrays;

/** When the pictures of a canonical window input are shown. */
final class PictureStamps {
    private PictureStamps() {}

    /**
     * In 90 kHz ticks from the window's start, ascending, decoder context and what lies behind the window included; empty unless
     * every PES packet of the video says its time.
     */
    static long[] of(byte[] canonical) {
        TsPacket packet = new TsPacket();
        long[] stamps = new long[canonical.length / TsPacket.SIZE];
        int count = 0;
        for (int at = 0; at + TsPacket.SIZE <= canonical.length; at += TsPacket.SIZE) {
            packet.at(canonical, at);
            if (packet.pid() == CanonicalStream.VIDEO_PID.value() && packet.payloadUnitStart()) {
                PesHeader header = PesHeader.read(packet);
                if (header == null || header.pts() == PesHeader.ABSENT) {
                    return new long[0];
                }
                stamps[count++] = header.pts() - WindowInput.START_PTS;
            }
        }
        long[] sorted = Arrays.copyOf(stamps, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
