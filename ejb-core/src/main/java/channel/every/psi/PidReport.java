package channel.every.psi;

import channel.every.ts.Pid;
import org.jspecify.annotations.Nullable;

/**
 * One PID of a stream.
 *
 * @param content what it carries, for people
 * @param program number of the program it belongs to, null for none
 * @param bitRate bits a second of whole packets, null where the stream has no clock
 * @param continuityErrors TR 101 290 1.4
 * @param duplicates legal repetitions of a packet
 * @param transportErrors TR 101 290 2.1
 * @param scrambled packets whose payload is not in the clear
 * @param crcErrors TR 101 290 2.2
 * @param malformedSections sections that break their syntax in spite of a right CRC
 * @param timeStamps PES packets with a PTS
 * @param firstPts 90 kHz ticks, null without any
 * @param lastPts 90 kHz ticks, null without any
 * @param longestPtsIntervalMillis between the arrivals of two time stamps
 * @param ptsErrors TR 101 290 2.5
 */
public record PidReport(
        Pid pid,
        String content,
        @Nullable Integer program,
        long packets,
        @Nullable Long bitRate,
        long continuityErrors,
        long duplicates,
        long transportErrors,
        long scrambled,
        long crcErrors,
        long malformedSections,
        long timeStamps,
        @Nullable Long firstPts,
        @Nullable Long lastPts,
        long longestPtsIntervalMillis,
        long ptsErrors) {}
