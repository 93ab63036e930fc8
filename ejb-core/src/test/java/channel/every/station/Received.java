package channel.every.station;

import channel.every.psi.MalformedSectionException;
import channel.every.psi.PsiTable;
import channel.every.psi.SectionAssembler;
import channel.every.time.Pts;
import channel.every.ts.ContinuityCheck;
import channel.every.ts.PacketReader;
import channel.every.ts.PacketSink;
import channel.every.ts.PesHeader;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a receiver finds in a recording, packet by packet. */
final class Received implements PacketSink {
    /** A PCR and the number of its packet in the recording. */
    record Clock(int packet, long ticks) {}

    /** A table and the number of the packet that completed it. */
    record Table(int packet, Pid pid, PsiTable table) {}

    final List<Clock> pcrs = new ArrayList<>();
    private final Map<Integer, List<PesHeader>> units = new HashMap<>();
    final Map<Integer, Integer> packetsByPid = new HashMap<>();
    final List<Table> tables = new ArrayList<>();
    int packets;
    int broken;
    long skipped;

    private final ContinuityCheck continuity = new ContinuityCheck();
    private final Map<Integer, SectionAssembler> assemblers = new HashMap<>();

    private Received(Standard standard) {
        for (Pid pid : List.of(Pid.PAT, standard.programMapPid(), Pid.ATSC_PSIP, Pid.DVB_SDT, Pid.DVB_TIME)) {
            assemblers.put(pid.value(), new SectionAssembler(section -> section(pid, section)));
        }
    }

    static Received read(Standard standard, byte[] recording) {
        Received received = new Received(standard);
        PacketReader reader = new PacketReader(received);
        reader.feed(recording, 0, recording.length);
        reader.finish();
        return received;
    }

    @Override
    public void packet(TsPacket packet) {
        packetsByPid.merge(packet.pid(), 1, Integer::sum);
        if (continuity.check(packet) == ContinuityCheck.Verdict.BROKEN) {
            broken++;
        }
        if (packet.hasPcr()) {
            pcrs.add(new Clock(packets, packet.pcrTicks()));
        }
        SectionAssembler assembler = assemblers.get(packet.pid());
        if (assembler != null) {
            assembler.packet(packet);
        } else if (packet.payloadUnitStart()) {
            PesHeader header = PesHeader.read(packet);
            if (header != null) {
                units.computeIfAbsent(packet.pid(), pid -> new ArrayList<>()).add(header);
            }
        }
        packets++;
    }

    @Override
    public void skipped(long bytes) {
        skipped += bytes;
    }

    private void section(Pid pid, byte[] section) {
        try {
            PsiTable.parse(pid, section).ifPresent(table -> tables.add(new Table(packets, pid, table)));
        } catch (MalformedSectionException e) {
            throw new AssertionError(e);
        }
    }

    <T extends PsiTable> List<T> tables(Class<T> kind) {
        return tables.stream()
                .map(Table::table)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    List<PesHeader> units(Pid pid) {
        return units.getOrDefault(pid.value(), List.of());
    }

    List<Long> dtsSteps(Pid pid) {
        List<PesHeader> headers = units(pid);
        List<Long> steps = new ArrayList<>();
        for (int i = 1; i < headers.size(); i++) {
            steps.add(Pts.difference(headers.get(i).dts(), headers.get(i - 1).dts()));
        }
        return steps;
    }
}
