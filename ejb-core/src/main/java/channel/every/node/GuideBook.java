package channel.every.node;

import channel.every.psi.GuideTable;
import channel.every.psi.MalformedSectionException;
import channel.every.psi.MasterGuide;
import channel.every.psi.ProgramMap;
import channel.every.psi.Programme;
import channel.every.psi.PsiTable;
import channel.every.psi.SectionAssembler;
import channel.every.psi.ServiceCatalog;
import channel.every.psi.TableAssembler;
import channel.every.ts.PacketReader;
import channel.every.ts.PacketSink;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What one received channel says about itself and its programmes, out of its own tables. Fed by one thread, read by any. */
final class GuideBook {
    private final ServiceCatalog catalog = new ServiceCatalog();
    private final TableAssembler tables = new TableAssembler(this::table);
    private final Map<Integer, SectionAssembler> assemblers = new HashMap<>();
    private final PacketReader reader = new PacketReader(new PacketSink() {
        @Override
        public void packet(TsPacket packet) {
            SectionAssembler assembler = assemblers.get(packet.pid());
            if (assembler != null) {
                assembler.packet(packet);
            }
        }

        @Override
        public void skipped(long bytes) {
            // Sections are whole or not there: their CRC tells.
        }
    });

    GuideBook() {
        List.of(Pid.PAT, Pid.ATSC_PSIP, Pid.DVB_NIT, Pid.DVB_SDT, Pid.DVB_EIT, Pid.DVB_TIME)
                .forEach(this::follow);
    }

    private void follow(Pid pid) {
        assemblers.computeIfAbsent(pid.value(), value -> new SectionAssembler(section -> section(pid, section)));
    }

    synchronized void received(byte[] bytes) {
        reader.feed(bytes, 0, bytes.length);
    }

    private void section(Pid pid, byte[] section) {
        try {
            tables.section(pid, section);
        } catch (MalformedSectionException e) {
            System.getLogger(GuideBook.class.getName())
                    .log(System.Logger.Level.DEBUG, "a table of the guide: {0}", e.getMessage());
        }
    }

    private void table(PsiTable table) {
        catalog.table(table);
        if (table instanceof MasterGuide guide) {
            guide.tables().stream().filter(GuideTable::ofEvents).forEach(t -> follow(t.pid()));
        }
        catalog.association()
                .ifPresent(pat -> pat.programs().forEach((number, pid) -> {
                    if (number != 0) {
                        follow(pid);
                    }
                }));
    }

    /** The first program of the stream, of which there is one where a device gives a channel; empty before it is known. */
    synchronized OptionalInt program() {
        return catalog.programs().stream().mapToInt(ProgramMap::programNumber).findFirst();
    }

    synchronized OptionalInt transportStreamId() {
        return catalog.association().stream()
                .mapToInt(pat -> pat.transportStreamId())
                .findFirst();
    }

    synchronized OptionalInt originalNetworkId() {
        return catalog.originalNetworkId();
    }

    /** What is on now and comes next, as far as the broadcast has told. */
    synchronized List<Programme> programmes() {
        OptionalInt program = program();
        return program.isEmpty() ? List.of() : catalog.programmes(program.getAsInt());
    }
}
