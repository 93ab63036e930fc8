package channel.every.psi;

import channel.every.ts.Pid;
import java.util.Optional;

/** One section of a table, read into values. */
public sealed interface PsiTable
        permits ProgramAssociation, ProgramMap, MasterGuide, VirtualChannelTable, ServiceDescription, TimeTable {
    /** The section that says this, with length and CRC. */
    byte[] section();

    /**
     * Reads one whole section that came in on {@code pid}.
     *
     * @return empty for tables that are not read here and for tables that are not yet valid (current_next_indicator 0)
     * @throws MalformedSectionException naming field, value and byte offset
     */
    static Optional<PsiTable> parse(Pid pid, byte[] section) throws MalformedSectionException {
        SectionHeader.checkLength(section, 3);
        int tableId = section[0] & 0xFF;
        if (pid.equals(Pid.DVB_TIME)) {
            return switch (tableId) {
                case Tdt.TABLE_ID -> Optional.of(Tdt.read(section));
                case Tot.TABLE_ID -> Optional.of(Tot.read(section));
                default -> Optional.empty();
            };
        }
        if (!isRead(pid, tableId)) {
            return Optional.empty();
        }
        SectionHeader header = SectionHeader.read(section);
        if (!header.current()) {
            return Optional.empty();
        }
        SectionCursor body = SectionCursor.body(section);
        return switch (tableId) {
            case ProgramAssociation.TABLE_ID -> Optional.of(ProgramAssociation.read(header, body));
            case ProgramMap.TABLE_ID -> Optional.of(ProgramMap.read(header, body));
            case ServiceDescription.TABLE_ID -> Optional.of(ServiceDescription.read(header, body));
            case MasterGuide.TABLE_ID -> Optional.of(MasterGuide.read(header, body));
            case VirtualChannelTable.TERRESTRIAL, VirtualChannelTable.CABLE ->
                Optional.of(VirtualChannelTable.read(header, body));
            case Stt.TABLE_ID -> Optional.of(Stt.read(body));
            default -> Optional.empty();
        };
    }

    /** Table ids mean something on the PIDs of their own standard only. */
    private static boolean isRead(Pid pid, int tableId) {
        return switch (tableId) {
            case ProgramAssociation.TABLE_ID -> pid.equals(Pid.PAT);
            case ServiceDescription.TABLE_ID -> pid.equals(Pid.DVB_SDT);
            case MasterGuide.TABLE_ID, VirtualChannelTable.TERRESTRIAL, VirtualChannelTable.CABLE, Stt.TABLE_ID ->
                pid.equals(Pid.ATSC_PSIP);
            case ProgramMap.TABLE_ID -> true;
            default -> false;
        };
    }
}
