package channel.every.cli;

import channel.every.psi.ClockReport;
import channel.every.psi.PidReport;
import channel.every.psi.ProgramReport;
import channel.every.psi.StreamHealth;
import channel.every.psi.StreamReport;
import channel.every.psi.TableReport;
import channel.every.psi.TimeReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream report laid out for people. */
final class StreamReportText {
    private final PrintWriter out;

    StreamReportText(PrintWriter out) {
        this.out = out;
    }

    void print(Path file, StreamReport report) {
        line("%s: %,d packets%s%s", file, report.packets(), duration(report), rate(", ", report.bitRate()));
        if (report.transportStreamId() != null) {
            line(
                    "transport stream %d%s%s",
                    report.transportStreamId(),
                    report.originalNetworkId() == null ? "" : ", original network " + report.originalNetworkId(),
                    report.network() == null ? "" : ", network \"" + report.network() + '"');
        }
        report.programs().forEach(this::program);
        pids(report);
        clocks(report);
        tables(report);
        errors(report);
    }

    /** What windows the programs were cut into. */
    void print(List<ProgramWindows.Report> programs) {
        for (ProgramWindows.Report program : programs) {
            line("");
            line(
                    "WINDOWS of %d ms, program %d%s",
                    program.cadenceMs(),
                    program.program(),
                    program.broadcast() == null ? "" : ", " + program.broadcast());
            line(
                    "  clock %s%s%s",
                    program.clock(),
                    program.table() == null ? "" : ", by " + program.table(),
                    program.epochs() > 1 ? ", " + program.epochs() + " epochs" : "");
            line(
                    "  %,d windows%s, %,d of them eligible for proof",
                    program.windows(),
                    program.firstIndex() == null
                            ? ""
                            : " from index " + program.firstIndex() + " to " + program.lastIndex(),
                    program.eligible());
            program.doubted().forEach((doubt, count) -> line("  not eligible %,d: %s", count, doubt(doubt)));
            program.dropped().forEach((reason, count) -> line("  dropped %,d: %s", count, reason.replace('_', ' ')));
        }
    }

    private static String doubt(String standing) {
        return switch (standing) {
            case "young" -> "too soon after the start or a jump of the clock to rule out that an index was used before";
            case "clock" -> "the clock is not certain enough";
            default -> "something is missing, damaged or scrambled";
        };
    }

    private void program(ProgramReport program) {
        line("");
        line(
                "PROGRAM %d%s%s%s  PMT %s%s%s",
                program.number(),
                program.channel() == null ? "" : "  " + program.channel(),
                program.name() == null ? "" : "  " + program.name(),
                program.provider() == null || program.provider().isEmpty() ? "" : "  (" + program.provider() + ")",
                program.pmtPid(),
                program.pcrPid() == null ? "  no clock" : "  clock " + program.pcrPid(),
                program.scrambled() ? "  scrambled" : "");
        if (program.streams().isEmpty()) {
            line("  no streams known");
        }
        for (ProgramReport.Stream stream : program.streams()) {
            line("  %s  type 0x%02X  %-18s %s", stream.pid(), stream.streamType(), stream.content(), stream.language());
        }
        title("now", program.now());
        title("next", program.next());
    }

    private void title(String label, @Nullable String title) {
        if (title != null && !title.isEmpty()) {
            line("  %s: %s", label, title);
        }
    }

    private void pids(StreamReport report) {
        line("");
        line("PID        packets     kbit/s  prog  CC err  dup  TEI  scr  stamps  gap ms  content");
        for (PidReport pid : report.pids()) {
            line(
                    "%s %,11d %10s %5s %7s %4s %4s %4s %7s %7s  %s",
                    pid.pid(),
                    pid.packets(),
                    pid.bitRate() == null ? "" : String.format(Locale.ROOT, "%,.1f", pid.bitRate() / 1000.0),
                    pid.program() == null ? "" : pid.program(),
                    unlessZero(pid.continuityErrors()),
                    unlessZero(pid.duplicates()),
                    unlessZero(pid.transportErrors()),
                    unlessZero(pid.scrambled()),
                    unlessZero(pid.timeStamps()),
                    unlessZero(pid.longestPtsIntervalMillis()),
                    pid.content());
        }
    }

    private void clocks(StreamReport report) {
        line("");
        line("CLOCK   references   per s  gap ms  jumps  announced       rate b/s  jitter us  first PCR");
        for (ClockReport clock : report.clocks()) {
            line(
                    "%s %,11d %7.1f %7.1f %6s %10s %,14d %10.1f  %d",
                    clock.pid(),
                    clock.references(),
                    clock.perSecond(),
                    clock.longestIntervalMillis(),
                    unlessZero(clock.jumps()),
                    unlessZero(clock.announcedJumps()),
                    clock.bitRate(),
                    clock.jitterMicros(),
                    clock.first());
        }
        if (report.clocks().isEmpty()) {
            line("none");
        }
        for (TimeReport time : report.timeTables()) {
            line(
                    "%s  %s to %s, %,d tables; first PCR at %s, jitter %.1f ms",
                    time.table(), time.first(), time.last(), time.count(), time.utcAtFirstPcr(), time.jitterMillis());
        }
    }

    private void tables(StreamReport report) {
        line("");
        line("TABLE            PID     sections  version  gap ms");
        for (TableReport table : report.tables()) {
            line(
                    "%-16s %s %,9d %8s %7s",
                    table.name(),
                    table.pid(),
                    table.sections(),
                    table.version() < 0 ? "" : table.version(),
                    unlessZero(table.longestIntervalMillis()));
        }
    }

    private void errors(StreamReport report) {
        StreamHealth health = report.health();
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("1.1 sync lost", health.syncLosses());
        counts.put("1.2 sync byte wrong", health.syncByteErrors());
        counts.put("1.3 PAT late or wrong", health.patErrors());
        counts.put("1.4 continuity broken", health.continuityErrors());
        counts.put("1.5 PMT late or wrong", health.pmtErrors());
        counts.put("1.6 PID missing", health.pidErrors());
        counts.put("2.1 transport error", health.transportErrors());
        counts.put("2.2 CRC wrong", health.crcErrors());
        counts.put("2.3a PCR late", health.pcrRepetitionErrors());
        counts.put("2.3b PCR jumps unannounced", health.pcrDiscontinuityErrors());
        counts.put("2.4 PCR inaccurate", health.pcrAccuracyErrors());
        counts.put("2.5 PTS late", health.ptsErrors());
        counts.put("2.6 CAT missing or wrong", health.catErrors());
        counts.put("bytes outside packets", report.skippedBytes());
        counts.values().removeIf(count -> count == 0);
        line("");
        line("ERRORS (TR 101 290)%s", counts.isEmpty() ? ": none" : "");
        counts.forEach((name, count) -> line("  %-28s %,9d", name, count));
    }

    private static String duration(StreamReport report) {
        return report.durationMillis() == null
                ? ", no clock"
                : String.format(Locale.ROOT, ", %.3f s", report.durationMillis() / 1000.0);
    }

    private static String rate(String separator, @Nullable Long bitRate) {
        return bitRate == null ? "" : String.format(Locale.ROOT, "%s%,d bit/s", separator, bitRate);
    }

    private static String unlessZero(long count) {
        return count == 0 ? "" : String.format(Locale.ROOT, "%,d", count);
    }

    private void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments).stripTrailing());
    }
}
