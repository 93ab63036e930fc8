package channel.every.psi;

import channel.every.time.Pcr;
import channel.every.ts.PesHeader;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what was seen of a stream into the values of its report. */
final class ReportWriter {
    private final SectionScan sections;
    private final ServiceCatalog catalog;
    private final @Nullable PcrTrack clock;
    private final long packets;

    ReportWriter(SectionScan sections, @Nullable PcrTrack clock, long packets) {
        this.sections = sections;
        this.catalog = sections.catalog();
        this.clock = clock;
        this.packets = packets;
    }

    StreamReport report(long skippedBytes, List<PidScan> pids, StreamHealth health) {
        Map<Pid, Integer> owners = new HashMap<>();
        Map<Pid, String> contents = contents(owners);
        return new StreamReport(
                packets,
                skippedBytes,
                clock == null ? null : durationTicks(clock) / 27_000,
                bitRate(packets),
                catalog.association().map(ProgramAssociation::transportStreamId).orElse(null),
                catalog.originalNetworkId().isPresent()
                        ? catalog.originalNetworkId().getAsInt()
                        : null,
                catalog.networkName().orElse(null),
                programs(pids),
                pids.stream()
                        .filter(pid -> pid.packets() > 0)
                        .map(pid -> pid(pid, contents, owners))
                        .toList(),
                pids.stream().map(this::clock).filter(Objects::nonNull).toList(),
                sections.timeTables(),
                sections.tables(),
                health);
    }

    private List<ProgramReport> programs(List<PidScan> pids) {
        Set<Pid> scrambled = pids.stream()
                .filter(pid -> 2 * pid.scrambled > pid.packets())
                .map(pid -> pid.pid)
                .collect(Collectors.toSet());
        return catalog.association()
                .map(pat -> pat.programs().entrySet().stream()
                        .map(entry -> program(entry.getKey(), entry.getValue(), scrambled))
                        .toList())
                .orElse(List.of());
    }

    private ProgramReport program(int number, Pid pmtPid, Set<Pid> scrambled) {
        @Nullable ProgramMap map = catalog.program(number).orElse(null);
        @Nullable VirtualChannel channel = catalog.channel(number).orElse(null);
        @Nullable Service service = catalog.service(number).orElse(null);
        List<Programme> programmes = catalog.programmes(number);
        return new ProgramReport(
                number,
                channel != null ? channel.shortName() : service != null ? service.serviceName() : null,
                channel == null ? null : channel.major() + "." + channel.minor(),
                service == null ? null : service.providerName(),
                service != null ? (Integer) service.serviceType() : channel != null ? channel.serviceType() : null,
                pmtPid,
                map == null || map.pcrPid().equals(Pid.NULL) ? null : map.pcrPid(),
                map == null
                        ? List.of()
                        : map.streams().stream().map(ReportWriter::stream).toList(),
                map != null
                        && map.streams().stream()
                                .filter(stream -> StreamContent.of(stream).kind() != StreamContent.Kind.DATA)
                                .anyMatch(stream -> scrambled.contains(stream.pid())),
                programmes.isEmpty() ? null : programmes.get(0).title(),
                programmes.size() < 2 ? null : programmes.get(1).title());
    }

    private static ProgramReport.Stream stream(ElementaryStream stream) {
        return new ProgramReport.Stream(
                stream.pid(), stream.streamType(), StreamContent.of(stream).label(), StreamContent.language(stream));
    }

    private PidReport pid(PidScan pid, Map<Pid, String> contents, Map<Pid, Integer> owners) {
        return new PidReport(
                pid.pid,
                contents.getOrDefault(pid.pid, pid.clock() == null ? "unreferenced" : "unreferenced, with PCR"),
                owners.get(pid.pid),
                pid.packets(),
                bitRate(pid.packets()),
                pid.continuityErrors,
                pid.duplicates,
                pid.transportErrors,
                pid.scrambled,
                pid.crcErrors,
                pid.malformedSections,
                pid.stamps,
                pid.firstStamp == PesHeader.ABSENT ? null : pid.firstStamp,
                pid.lastStamp == PesHeader.ABSENT ? null : pid.lastStamp,
                pid.longestStampTicks / 27_000,
                pid.stampErrors);
    }

    private @Nullable ClockReport clock(PidScan pid) {
        PcrTrack track = pid.clock();
        if (track == null) {
            return null;
        }
        double seconds = (double) track.elapsedTicks() / Pcr.HERTZ;
        return new ClockReport(
                pid.pid,
                track.count(),
                track.firstTicks(),
                track.lastTicks(),
                seconds == 0 ? 0 : (track.count() - 1) / seconds,
                track.longestTicks() / 27_000.0,
                track.repetitionErrors(),
                track.jumps(),
                track.announcedJumps(),
                seconds == 0 ? 0 : Math.round(track.packets() * TsPacket.SIZE * 8 / seconds),
                track.jitterTicks() / 27.0);
    }

    /** What the tables say of PIDs; {@code owners} receives their programs. */
    private Map<Pid, String> contents(Map<Pid, Integer> owners) {
        Map<Pid, String> contents = new HashMap<>(Map.of(
                Pid.PAT,
                "PAT",
                new Pid(1),
                "CAT",
                Pid.DVB_NIT,
                "NIT",
                Pid.DVB_SDT,
                "SDT, BAT",
                Pid.DVB_EIT,
                "EIT",
                Pid.DVB_TIME,
                "TDT, TOT",
                Pid.ATSC_PSIP,
                "PSIP",
                Pid.NULL,
                "null packets"));
        catalog.guide()
                .ifPresent(guide -> guide.tables()
                        .forEach(table -> contents.putIfAbsent(table.pid(), table.type() >= 0x200 ? "ETT" : "EIT")));
        for (ProgramMap program : catalog.programs()) {
            for (ElementaryStream stream : program.streams()) {
                contents.put(stream.pid(), StreamContent.of(stream).label());
                owners.put(stream.pid(), program.programNumber());
            }
            if (contents.putIfAbsent(program.pcrPid(), "PCR") == null) {
                owners.put(program.pcrPid(), program.programNumber());
            }
        }
        catalog.association()
                .ifPresent(pat -> pat.programs().forEach((number, pid) -> {
                    contents.put(pid, "PMT");
                    owners.putIfAbsent(pid, number);
                }));
        return contents;
    }

    private @Nullable Long bitRate(long part) {
        if (clock == null || clock.elapsedTicks() == 0) {
            return null;
        }
        return Math.round((double) part * TsPacket.SIZE * 8 * Pcr.HERTZ / durationTicks(clock));
    }

    /** Of all packets, from the clock's time between its first and its last reference. */
    private long durationTicks(PcrTrack track) {
        return track.packets() == 0 ? 0 : Math.round((double) track.elapsedTicks() * packets / track.packets());
    }
}
