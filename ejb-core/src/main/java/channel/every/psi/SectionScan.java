package channel.every.psi;

import channel.every.ts.Pid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sections of a stream: their intervals and errors, and what their tables say. */
final class SectionScan {
    /** TR 101 290 1.3.a and 1.5.a: PAT and PMT come at least every 500 ms. */
    private static final long LONGEST_INTERVAL_TICKS = 500 * 27_000L;

    /** A flood of further tables is counted with its PID only. */
    private static final int MOST_TRACKS = 4096;

    private static final int CAT = 1;
    private static final long UNKNOWN = -1;

    private final ServiceCatalog catalog = new ServiceCatalog();
    private final TableAssembler tables;
    private final Map<Long, TableTrack> tracks = new LinkedHashMap<>();
    private final TimeTrack stt = new TimeTrack();
    private final TimeTrack tdt = new TimeTrack();
    private final TimeTrack tot = new TimeTrack();
    private long now = UNKNOWN;
    private boolean catSeen;
    private long patErrors;
    private long pmtErrors;
    private long catErrors;

    /** {@code changed} is called when PAT, PMT or MGT have changed. */
    SectionScan(Runnable changed) {
        tables = new TableAssembler(table -> {
            catalog.table(table);
            switch (table) {
                case ProgramAssociation pat -> changed.run();
                case ProgramMap map -> changed.run();
                case MasterGuide guide -> changed.run();
                case TimeTable time -> sample(time);
                case VirtualChannelTable channels -> {}
                case ServiceDescription services -> {}
                case NetworkInformation network -> {}
                case DvbEvents events -> {}
                case AtscEvents events -> {}
                case ExtendedText text -> {}
            }
        });
    }

    /** Says when the next sections come: 27 MHz ticks since the first PCR, or that there is no clock yet. */
    void at(@Nullable PcrTrack clock, long packet) {
        now = clock == null ? UNKNOWN : clock.elapsedTicksAt(packet);
    }

    /** Takes a section that came on a PID. */
    void section(PidScan pid, byte[] section) {
        int tableId = section.length == 0 ? -1 : section[0] & 0xFF;
        boolean numbered = section.length >= SectionHeader.LENGTH + SectionHeader.CRC_LENGTH && section[1] < 0;
        if ((numbered || tableId == Tot.TABLE_ID) && Crc32Mpeg.of(section, 0, section.length) != 0) {
            pid.crcErrors++;
            return;
        }
        int extension = numbered ? (section[3] & 0xFF) << 8 | section[4] & 0xFF : 0;
        long interval = track(pid.pid, tableId, extension, numbered ? section[5] >>> 1 & 0x1F : -1);
        count(pid.pid, tableId, interval);
        try {
            tables.section(pid.pid, section);
        } catch (MalformedSectionException e) {
            pid.malformedSections++;
        }
    }

    /** A scrambled packet on a PID of tables, which must be in the clear. */
    void scrambled(Pid pid) {
        if (pid.equals(Pid.PAT)) {
            patErrors++;
        } else if (isProgramMap(pid)) {
            pmtErrors++;
        }
    }

    ServiceCatalog catalog() {
        return catalog;
    }

    boolean catSeen() {
        return catSeen;
    }

    long patErrors() {
        return patErrors;
    }

    long pmtErrors() {
        return pmtErrors;
    }

    long catErrors() {
        return catErrors;
    }

    List<TableReport> tables() {
        return tracks.values().stream().map(TableTrack::report).toList();
    }

    List<TimeReport> timeTables() {
        return Stream.of(stt.report("STT"), tdt.report("TDT"), tot.report("TOT"))
                .filter(Objects::nonNull)
                .toList();
    }

    private long track(Pid pid, int tableId, int extension, int version) {
        // several programs may send their PMT on one PID
        long key = (long) pid.value() << 24 | (long) tableId << 16 | (tableId == ProgramMap.TABLE_ID ? extension : 0);
        TableTrack track = tracks.get(key);
        if (track == null) {
            if (tracks.size() == MOST_TRACKS) {
                return 0;
            }
            track = new TableTrack(pid, tableId);
            tracks.put(key, track);
        }
        return track.section(version, now);
    }

    private void count(Pid pid, int tableId, long intervalTicks) {
        boolean late = intervalTicks > LONGEST_INTERVAL_TICKS;
        if (pid.equals(Pid.PAT)) {
            patErrors += late || tableId != ProgramAssociation.TABLE_ID ? 1 : 0;
        } else if (pid.value() == CAT) {
            catSeen |= tableId == CAT;
            catErrors += tableId == CAT ? 0 : 1;
        } else if (tableId == ProgramMap.TABLE_ID && isProgramMap(pid)) {
            pmtErrors += late ? 1 : 0;
        }
    }

    private boolean isProgramMap(Pid pid) {
        return catalog.association()
                .map(pat -> pat.programs().containsValue(pid))
                .orElse(false);
    }

    private void sample(TimeTable table) {
        if (now == UNKNOWN) {
            return;
        }
        switch (table) {
            case Stt gps -> stt.sample(gps.utc(), now);
            case Tdt date -> tdt.sample(date.utc(), now);
            case Tot local -> tot.sample(local.utc(), now);
        }
    }
}
