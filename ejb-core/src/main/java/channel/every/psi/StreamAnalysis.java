package channel.every.psi;

import channel.every.ts.ContinuityCheck;
import channel.every.ts.PacketSink;
import channel.every.ts.PesHeader;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every packet of a stream: continuity, clocks, time stamps, tables, and the errors of TR 101 290. It is fed by a
 * {@code PacketReader}; the report can be asked for at any time. Memory is bounded: 32 MiB for a section
 * on each of 8192 PIDs, as much for the samples of {@link #MOST_SAMPLED_CLOCKS} clocks, and what {@link ServiceCatalog} holds.
 */
public final class StreamAnalysis implements PacketSink {
    /** PIDs with sections in every stream: ISO/IEC 13818-1 table 2-3, EN 300 468 table 1, A/65 4.1. */
    private static final Set<Integer> SECTION_PIDS = Set.of(0, 1, 2, 0x10, 0x11, 0x12, 0x13, 0x14, 0x1FFB);

    /** TR 101 290 1.6 lets the user choose after how long a PID is missing. */
    private static final long LONGEST_ABSENCE_TICKS = 5 * 27_000_000L;

    /** More than a multiplex has programs; of further clocks the jitter is not told. */
    static final int MOST_SAMPLED_CLOCKS = 32;

    private final @Nullable PidScan[] pids = new @Nullable PidScan[0x2000];
    private final ContinuityCheck continuity = new ContinuityCheck();
    private final List<PidScan> known = new ArrayList<>();
    private final SectionScan sections = new SectionScan(this::followTables);
    private @Nullable PcrTrack clock;
    private long packets;
    private long skippedBytes;
    private long syncLosses;
    private long syncByteErrors;
    private long lastSkip = -1;
    private int clocksSeen;

    public StreamAnalysis() {
        SECTION_PIDS.forEach(this::assemble);
    }

    @Override
    public void packet(TsPacket packet) {
        packets++;
        examine(scan(packet.pid()), packet);
    }

    @Override
    public int packets(ByteBuffer bytes, int from, int end, TsPacket view) {
        int position = from;
        while (true) {
            int next = continuity.runOn(bytes, position, end);
            packets += (next - position) / TsPacket.SIZE;
            if (end - next < TsPacket.SIZE || bytes.get(next) != TsPacket.SYNC_BYTE) {
                return next;
            }
            packet(view.at(bytes, next));
            position = next + TsPacket.SIZE;
        }
    }

    @Override
    public void skipped(long bytes) {
        skippedBytes += bytes;
        // what comes in front of the first packet was not lost, and a gap may be told in several steps
        if (packets > 0 && lastSkip != packets) {
            if (bytes == TsPacket.SIZE) {
                syncByteErrors++;
            } else {
                syncLosses++;
            }
        }
        lastSkip = packets;
    }

    public long packets() {
        return packets;
    }

    /** The tables as they stand. */
    public ServiceCatalog catalog() {
        return sections.catalog();
    }

    public StreamHealth health() {
        return new StreamHealth(
                syncLosses,
                syncByteErrors,
                sections.patErrors(),
                scans().mapToLong(pid -> pid.continuityErrors).sum(),
                sections.pmtErrors(),
                scans().filter(this::isMissing).count(),
                scans().mapToLong(pid -> pid.transportErrors).sum(),
                scans().mapToLong(pid -> pid.crcErrors).sum(),
                clocks().mapToLong(PcrTrack::repetitionErrors).sum(),
                clocks().mapToLong(PcrTrack::jumps).sum(),
                wholeMultiplex() ? clocks().mapToLong(PcrTrack::accuracyErrors).sum() : 0,
                scans().mapToLong(pid -> pid.stampErrors).sum(),
                sections.catErrors() + (!sections.catSeen() && scans().anyMatch(pid -> pid.scrambled > 0) ? 1 : 0));
    }

    /** All that is known up to now. */
    public StreamReport report() {
        return new ReportWriter(sections, clock, packets).report(skippedBytes, inOrder(), health());
    }

    private void examine(PidScan pid, TsPacket packet) {
        if (!pid.examine(packet)) {
            return;
        }
        if (packet.hasPcr()) {
            PcrTrack track = clockOf(pid);
            clock = clock == null ? track : clock;
            track.pcr(packet.pcrTicks(), packets, packet.discontinuity());
        }
        if (packet.scrambling() != 0) {
            sections.scrambled(pid.pid);
            return;
        }
        SectionAssembler assembler = pid.assembler();
        if (assembler != null) {
            sections.at(clock, packets);
            assembler.packet(packet);
        } else if (packet.payloadUnitStart()) {
            PesHeader header = PesHeader.read(packet);
            if (header != null && header.pts() != PesHeader.ABSENT) {
                pid.stamp(header.pts(), clock, packets);
            }
        }
    }

    private PcrTrack clockOf(PidScan pid) {
        PcrTrack track = pid.clock();
        return track == null ? pid.startClock(clocksSeen++ < MOST_SAMPLED_CLOCKS) : track;
    }

    /** Reads sections where PAT and MGT say, and expects time stamps where a PMT says. */
    private void followTables() {
        Set<Integer> wanted = new HashSet<>(SECTION_PIDS);
        catalog().association().ifPresent(pat -> pat.programs().values().forEach(pid -> wanted.add(pid.value())));
        catalog()
                .guide()
                .ifPresent(guide ->
                        guide.tables().forEach(table -> wanted.add(table.pid().value())));
        Set<Integer> stamped = new HashSet<>();
        for (ProgramMap program : catalog().programs()) {
            program.streams().stream()
                    .filter(stream -> StreamContent.of(stream).kind() != StreamContent.Kind.DATA)
                    .forEach(stream -> stamped.add(stream.pid().value()));
        }
        wanted.remove(Pid.NULL.value());
        stamped.removeAll(wanted);
        scans().filter(pid -> !wanted.contains(pid.pid.value())).forEach(pid -> pid.assemble(null));
        scans().forEach(pid -> pid.expectStamps(false));
        wanted.forEach(this::assemble);
        stamped.forEach(pid -> scan(pid).expectStamps(true));
    }

    private void assemble(int number) {
        PidScan pid = scan(number);
        if (pid.assembler() == null) {
            pid.assemble(new SectionAssembler(section -> sections.section(pid, section)));
        }
    }

    private PidScan scan(int number) {
        PidScan pid = pids[number];
        if (pid == null) {
            pid = new PidScan(new Pid(number), continuity.of(number));
            pids[number] = pid;
            known.add(pid);
        }
        return pid;
    }

    /** Null packets fill a multiplex up to its constant rate; whoever picks programs out of it leaves them behind. */
    private boolean wholeMultiplex() {
        PidScan stuffing = pids[Pid.NULL.value()];
        return stuffing != null && stuffing.packets() > 0;
    }

    /** TR 101 290 1.6, once the stream has run long enough to tell. */
    private boolean isMissing(PidScan pid) {
        return pid.packets() == 0
                && pid.stampsExpected()
                && clock != null
                && clock.elapsedTicks() > LONGEST_ABSENCE_TICKS;
    }

    private Stream<PidScan> scans() {
        return known.stream();
    }

    private List<PidScan> inOrder() {
        return scans().sorted(Comparator.comparing(pid -> pid.pid)).toList();
    }

    private Stream<PcrTrack> clocks() {
        return scans().map(PidScan::clock).filter(Objects::nonNull);
    }
}
