package channel.every.psi;

import channel.every.ts.Pid;
import java.util.Optional;

/** A table, or the part of it that one section carries, as values. */
public sealed interface PsiTable
        permits ProgramAssociation,
                ProgramMap,
                MasterGuide,
                VirtualChannelTable,
                AtscEvents,
                ExtendedText,
                ServiceDescription,
                NetworkInformation,
                DvbEvents,
                TimeTable {
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
            case AtscEvents.TABLE_ID -> Optional.of(AtscEvents.read(header, body));
            case ExtendedText.TABLE_ID -> Optional.of(ExtendedText.read(header, body));
            case NetworkInformation.TABLE_ID -> Optional.of(NetworkInformation.read(header, body));
            case DvbEvents.TABLE_ID -> Optional.of(DvbEvents.read(header, body));
            case Stt.TABLE_ID -> Optional.of(Stt.read(body));
            default -> Optional.empty();
        };
    }

    /** Whether a section of this table says which of how many it is, so that the table may take several. */
    static boolean isNumbered(Pid pid, int tableId) {
        return tableId != Stt.TABLE_ID && isRead(pid, tableId);
    }

    /** Table ids mean something on the PIDs of their own standard only; those of PMT, EIT and ETT are told by other tables. */
    private static boolean isRead(Pid pid, int tableId) {
        return switch (tableId) {
            case ProgramAssociation.TABLE_ID -> pid.equals(Pid.PAT);
            case NetworkInformation.TABLE_ID -> pid.equals(Pid.DVB_NIT);
            case ServiceDescription.TABLE_ID -> pid.equals(Pid.DVB_SDT);
            case DvbEvents.TABLE_ID -> pid.equals(Pid.DVB_EIT);
            case MasterGuide.TABLE_ID, VirtualChannelTable.TERRESTRIAL, VirtualChannelTable.CABLE, Stt.TABLE_ID ->
                pid.equals(Pid.ATSC_PSIP);
            case ProgramMap.TABLE_ID, AtscEvents.TABLE_ID, ExtendedText.TABLE_ID -> true;
            default -> false;
        };
    }
}
