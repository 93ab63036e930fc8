package channel.every.psi;

import channel.every.ts.Pid;

/**
 * The sections of one table_id on one PID.
 *
 * @param name as the standard abbreviates it
 * @param version of the last section, -1 for tables without one
 * @param longestIntervalMillis between two sections
 */
public record TableReport(Pid pid, int tableId, String name, int version, long sections, long longestIntervalMillis) {
    /** ISO/IEC 13818-1 table 2-31, EN 300 468 table 2, A/65 table 4.2. */
    static String name(int tableId) {
        return switch (tableId) {
            case 0x00 -> "PAT";
            case 0x01 -> "CAT";
            case 0x02 -> "PMT";
            case 0x03 -> "TSDT";
            case 0x40 -> "NIT";
            case 0x41 -> "NIT other";
            case 0x42 -> "SDT";
            case 0x46 -> "SDT other";
            case 0x4A -> "BAT";
            case 0x4E -> "EIT p/f";
            case 0x4F -> "EIT p/f other";
            case 0x70 -> "TDT";
            case 0x71 -> "RST";
            case 0x72 -> "ST";
            case 0x73 -> "TOT";
            case 0xC7 -> "MGT";
            case 0xC8 -> "TVCT";
            case 0xC9 -> "CVCT";
            case 0xCA -> "RRT";
            case 0xCB -> "EIT";
            case 0xCC -> "ETT";
            case 0xCD -> "STT";
            case 0xFC -> "splice";
            default -> tableId >= 0x50 && tableId <= 0x6F ? "EIT schedule" : "table " + tableId;
        };
    }
}
