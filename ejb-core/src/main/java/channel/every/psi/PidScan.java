package channel.every.psi;

import channel.every.ts.ContinuityCheck.Verdict;
import channel.every.ts.PesHeader;
import channel.every.ts.Pid;
import channel.every.ts.PidContinuity;
import channel.every.ts.TsPacket;
import org.jspecify.annotations.Nullable;

/** What is known of one PID. */
final class PidScan {
    /** TR 101 290 2.5: time stamps come at least every 700 ms. */
    private static final long LONGEST_STAMP_TICKS = 700 * 27_000L;

    final Pid pid;
    private final PidContinuity continuity;
    private @Nullable SectionAssembler assembler;
    private @Nullable PcrTrack clock;
    private boolean stampsExpected;

    long continuityErrors;
    long duplicates;
    long transportErrors;
    long scrambled;
    long crcErrors;
    long malformedSections;
    long stamps;
    long firstStamp = PesHeader.ABSENT;
    long lastStamp = PesHeader.ABSENT;
    long lastStampTicks = PesHeader.ABSENT;
    long longestStampTicks;
    long stampErrors;

    PidScan(Pid pid, PidContinuity continuity) {
        this.pid = pid;
        this.continuity = continuity;
    }

    long packets() {
        return continuity.packets();
    }

    /** Counts a packet that did not just run on; false for one from which nothing more can be learnt. */
    boolean examine(TsPacket packet) {
        Verdict verdict = continuity.check(packet);
        if (packet.transportError()) {
            transportErrors++;
            return false;
        }
        if (verdict == Verdict.DUPLICATE) {
            duplicates++;
            return false;
        }
        if (verdict == Verdict.BROKEN) {
            continuityErrors++;
        }
        if (packet.scrambling() != 0 && packet.hasPayload()) {
            scrambled++;
        }
        return true;
    }

    /** From now on the PID carries sections, null for none. */
    void assemble(@Nullable SectionAssembler sections) {
        assembler = sections;
        continuity.watch(sections != null);
    }

    @Nullable
    SectionAssembler assembler() {
        return assembler;
    }

    PcrTrack startClock(boolean sampled) {
        clock = new PcrTrack(sampled);
        return clock;
    }

    @Nullable
    PcrTrack clock() {
        return clock;
    }

    /** Whether the PID carries video or audio of a program. */
    void expectStamps(boolean expected) {
        stampsExpected = expected;
    }

    boolean stampsExpected() {
        return stampsExpected;
    }

    /** A PES time stamp at this time of the stream's clock, null before it starts. */
    void stamp(long pts, @Nullable PcrTrack time, long packet) {
        if (firstStamp == PesHeader.ABSENT) {
            firstStamp = pts;
        }
        lastStamp = pts;
        stamps++;
        if (time == null) {
            return;
        }
        long now = time.elapsedTicksAt(packet);
        if (lastStampTicks != PesHeader.ABSENT) {
            long interval = now - lastStampTicks;
            longestStampTicks = Math.max(longestStampTicks, interval);
            if (stampsExpected && interval > LONGEST_STAMP_TICKS) {
                stampErrors++;
            }
        }
        lastStampTicks = now;
    }
}
