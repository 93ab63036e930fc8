package channel.every.psi;

import channel.every.ts.Pid;

/** The sections of one table_id on one PID. */
final class TableTrack {
    private static final long UNKNOWN = -1;

    final Pid pid;
    final int tableId;
    private long sections;
    private int version = -1;
    private long lastTicks = UNKNOWN;
    private long longestTicks;

    TableTrack(Pid pid, int tableId) {
        this.pid = pid;
        this.tableId = tableId;
    }

    /** Counts a section and returns the 27 MHz ticks since the one before, 0 where that is not known. */
    long section(int version, long elapsedTicks) {
        sections++;
        this.version = version;
        long interval = lastTicks == UNKNOWN || elapsedTicks == UNKNOWN ? 0 : elapsedTicks - lastTicks;
        longestTicks = Math.max(longestTicks, interval);
        lastTicks = elapsedTicks;
        return interval;
    }

    TableReport report() {
        return new TableReport(pid, tableId, TableReport.name(tableId), version, sections, longestTicks / 27_000);
    }
}
