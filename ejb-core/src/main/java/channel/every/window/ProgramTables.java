package channel.every.window;

import channel.every.clock.TimeSource;
import channel.every.identity.BroadcastKey;
import channel.every.identity.BroadcastSystem;
import channel.every.identity.Label;
import channel.every.psi.AtscEvents;
import channel.every.psi.DvbEvents;
import channel.every.psi.ExtendedText;
import channel.every.psi.MalformedSectionException;
import channel.every.psi.MasterGuide;
import channel.every.psi.NetworkInformation;
import channel.every.psi.ProgramAssociation;
import channel.every.psi.ProgramMap;
import channel.every.psi.PsiTable;
import channel.every.psi.SectionAssembler;
import channel.every.psi.Service;
import channel.every.psi.ServiceDescription;
import channel.every.psi.Stt;
import channel.every.psi.TableAssembler;
import channel.every.psi.Tdt;
import channel.every.psi.TimeTable;
import channel.every.psi.Tot;
import channel.every.psi.VirtualChannel;
import channel.every.psi.VirtualChannelTable;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows the tables of one program of a multiplex: PAT, its PMT, and the tables that tell time and identity. */
final class ProgramTables {
    /** What the tables of the program say, when they say something new; the time tables always. */
    interface Listener {
        void format(ProgramFormat format);

        /** Another PID carries the PMT. */
        void mapMoved();

        void identity(BroadcastKey key);

        /** The PAT is that of another transport stream or names another program, of which no table has told yet. */
        void identityLost();

        void time(TimeSource table, TimeTable value);
    }

    private final @Nullable Integer wanted;
    private final AudioWishes audio;
    private final Listener listener;
    private final SectionAssembler pat = new SectionAssembler(this::associationSection);
    private final SectionAssembler psip = new SectionAssembler(section -> section(Pid.ATSC_PSIP, section));
    private final SectionAssembler sdt = new SectionAssembler(section -> section(Pid.DVB_SDT, section));
    private final SectionAssembler time = new SectionAssembler(section -> section(Pid.DVB_TIME, section));
    private final SectionAssembler pmt = new SectionAssembler(this::mapSection);
    /** A PAT counts once it is whole: which program is the lowest, one of its sections cannot say. */
    private final TableAssembler associations = new TableAssembler(this::table);

    private @Nullable Pid pmtPid;
    private int program;
    private @Nullable ProgramFormat format;
    private @Nullable BroadcastKey identity;
    private @Nullable Integer transportStreamId;
    private long identifications;
    private long malformed;

    /** @param program number in the PAT, null for the lowest one @param audio streams to carry */
    ProgramTables(@Nullable Integer program, AudioWishes audio, Listener listener) {
        this.wanted = program;
        this.audio = audio;
        this.listener = listener;
    }

    /** Takes a packet if its PID carries one of the tables. */
    void packet(TsPacket packet) {
        switch (packet.pid()) {
            case 0x0000 -> pat.packet(packet);
            case 0x0011 -> sdt.packet(packet);
            case 0x0014 -> time.packet(packet);
            case 0x1FFB -> psip.packet(packet);
            default -> {
                if (pmtPid != null && packet.pid() == pmtPid.value()) {
                    pmt.packet(packet);
                }
            }
        }
    }

    /** The PIDs that {@link #packet} takes. */
    List<Pid> pids() {
        List<Pid> pids = new ArrayList<>(List.of(Pid.PAT, Pid.DVB_SDT, Pid.DVB_TIME, Pid.ATSC_PSIP));
        if (pmtPid != null) {
            pids.add(pmtPid);
        }
        return pids;
    }

    /** Sections with a wrong length, CRC or field. */
    long malformed() {
        return malformed;
    }

    private void associationSection(byte[] section) {
        try {
            associations.section(Pid.PAT, section);
        } catch (MalformedSectionException broken) {
            malformed++;
        }
    }

    private void mapSection(byte[] section) {
        if (pmtPid != null) {
            section(pmtPid, section);
        }
    }

    private void section(Pid pid, byte[] section) {
        try {
            PsiTable.parse(pid, section).ifPresent(this::table);
        } catch (MalformedSectionException broken) {
            malformed++;
        }
    }

    private void table(PsiTable table) {
        switch (table) {
            case ProgramAssociation association -> association(association);
            case ProgramMap map -> map(map);
            case VirtualChannelTable channels -> channels(channels);
            case ServiceDescription services -> services(services);
            case Stt stt -> listener.time(TimeSource.STT, stt);
            case Tdt tdt -> listener.time(TimeSource.TDT, tdt);
            case Tot tot -> listener.time(TimeSource.TOT, tot);
            case MasterGuide guide -> {}
            case NetworkInformation network -> {}
            case DvbEvents events -> {}
            case AtscEvents events -> {}
            case ExtendedText text -> {}
        }
    }

    /** How often a table has named the program. */
    long identifications() {
        return identifications;
    }

    boolean identified() {
        return identity != null;
    }

    /** From now on the program has no name until a table gives it one. */
    void forgetIdentity() {
        identity = null;
    }

    private void loseIdentity() {
        if (identity != null) {
            forgetIdentity();
            listener.identityLost();
        }
    }

    private void association(ProgramAssociation association) {
        Integer before = transportStreamId;
        transportStreamId = association.transportStreamId();
        if (before != null && !before.equals(transportStreamId)) {
            loseIdentity();
        }
        Integer number = wanted;
        if (number == null && !association.programs().isEmpty()) {
            number = association.programs().firstKey();
        }
        Pid pid = number == null ? null : association.programs().get(number);
        if (number != null && pid != null && !(pid.equals(pmtPid) && number == program)) {
            if (number != program) {
                loseIdentity();
            }
            program = number;
            pmtPid = pid;
            pmt.reset();
            listener.mapMoved();
        }
    }

    private void map(ProgramMap map) {
        if (map.programNumber() != program) {
            return;
        }
        ProgramFormat found = ProgramFormat.of(map, audio);
        if (!found.equals(format)) {
            format = found;
            listener.format(found);
        }
    }

    private void channels(VirtualChannelTable table) {
        for (VirtualChannel channel : table.channels()) {
            if (channel.programNumber() == program && channel.channelTsid() == table.transportStreamId()) {
                identify(BroadcastKey.atsc(table.transportStreamId(), program), channel.shortName());
            }
        }
    }

    private void services(ServiceDescription table) {
        for (Service service : table.services()) {
            if (service.serviceId() == program) {
                identify(
                        BroadcastKey.dvb(table.originalNetworkId(), table.transportStreamId(), program),
                        service.serviceName());
            }
        }
    }

    private void identify(BroadcastKey key, String name) {
        BroadcastKey known = identity;
        // a multiplexer may send an SDT beside PSIP: then it is ATSC, whichever came first
        boolean outranked = known != null
                && known.system() instanceof BroadcastSystem.Atsc
                && key.system() instanceof BroadcastSystem.Dvb;
        if (program == 0 || outranked) {
            return;
        }
        identifications++;
        BroadcastKey found = Label.folded(name).map(key::withCallsign).orElse(key);
        if (!found.equals(known)) {
            identity = found;
            listener.identity(found);
        }
    }
}
