package channel.every.cli;

import channel.every.psi.SectionAssembler;
import channel.every.ts.ContinuityCheck;
import channel.every.ts.PacketSink;
import channel.every.ts.PesHeader;
import channel.every.ts.TsPacket;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Prints a line of JSON for each fact in a stream: {@code offset} is the packet's first byte. It takes every PID for one of
 * sections until a PES packet starts on it, so that tables show which no PAT announces.
 */
final class EventLog implements PacketSink {
    private final PrintWriter out;
    private final ContinuityCheck continuity = new ContinuityCheck();
    private final Map<Integer, SectionAssembler> assemblers = new HashMap<>();
    private long offset;
    private long packets;

    EventLog(PrintWriter out) {
        this.out = out;
    }

    long packets() {
        return packets;
    }

    @Override
    public void packet(TsPacket packet) {
        int pid = packet.pid();
        ContinuityCheck.Verdict verdict = continuity.check(packet);
        if (packet.transportError()) {
            line(pid, "\"transport_error\":true");
        } else {
            switch (verdict) {
                case CONTINUOUS -> content(pid, packet);
                case BROKEN -> {
                    line(pid, "\"continuity\":\"broken\"");
                    content(pid, packet);
                }
                case DUPLICATE -> line(pid, "\"continuity\":\"duplicate\"");
            }
        }
        packets++;
        offset += TsPacket.SIZE;
    }

    @Override
    public void skipped(long bytes) {
        out.println("{\"offset\":" + offset + ",\"skipped\":" + bytes + "}");
        offset += bytes;
    }

    private void content(int pid, TsPacket packet) {
        if (packet.hasPcr()) {
            line(pid, "\"pcr\":" + packet.pcrTicks() + (packet.discontinuity() ? ",\"discontinuity\":true" : ""));
        }
        if (packet.scrambling() != 0) {
            return;
        }
        PesHeader header = PesHeader.read(packet);
        if (header != null) {
            String stamps =
                    header.pts() == PesHeader.ABSENT ? "" : ",\"pts\":" + header.pts() + ",\"dts\":" + header.dts();
            line(pid, "\"stream_id\":" + header.streamId() + stamps);
        } else {
            assemblers
                    .computeIfAbsent(pid, number -> new SectionAssembler(section -> section(number, section)))
                    .packet(packet);
        }
    }

    private void section(int pid, byte[] section) {
        line(pid, "\"section\":\"" + HexFormat.of().formatHex(section) + "\"");
    }

    private void line(int pid, String fact) {
        out.println("{\"offset\":" + offset + ",\"pid\":" + pid + "," + fact + "}");
    }
}
