package channel.every.psi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a station engineer wants to know of a transport stream.
 *
 * @param packets whole packets
 * @param skippedBytes that belong to none
 * @param durationMillis by the first program clock, null without one
 * @param bitRate of the whole stream in bits a second, null without a clock
 * @param transportStreamId from the PAT
 * @param originalNetworkId from the SDT, else the NIT
 * @param network name from the NIT
 */
public record StreamReport(
        long packets,
        long skippedBytes,
        @Nullable Long durationMillis,
        @Nullable Long bitRate,
        @Nullable Integer transportStreamId,
        @Nullable Integer originalNetworkId,
        @Nullable String network,
        List<ProgramReport> programs,
        List<PidReport> pids,
        List<ClockReport> clocks,
        List<TimeReport> timeTables,
        List<TableReport> tables,
        StreamHealth health) {}
