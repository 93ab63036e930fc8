package channel.every.psi;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Errors of a whole transport stream as TR 101 290 counts them: 1.1 to 1.6 decide whether anything can be received, 2.1 to 2.6
 * whether it can be received well.
 *
 * @param syncLosses 1.1: packets could not be found any more
 * @param syncByteErrors 1.2: a single packet without its 0x47
 * @param patErrors 1.3: PAT more than 500 ms apart, scrambled, or other tables on its PID
 * @param continuityErrors 1.4
 * @param pmtErrors 1.5: PMT of a program more than 500 ms apart, or scrambled
 * @param pidErrors 1.6: video and audio PIDs of a program that do not occur
 * @param transportErrors 2.1: packets that the receiver could not correct
 * @param crcErrors 2.2: sections with a wrong CRC
 * @param pcrRepetitionErrors 2.3a: references more than 100 ms apart
 * @param pcrDiscontinuityErrors 2.3b: jumps that no discontinuity_indicator announces
 * @param pcrAccuracyErrors 2.4: references more than 500 ns off a constant rate; told of whole multiplexes only, which carry null packets
 * @param ptsErrors 2.5: time stamps of video and audio more than 700 ms apart
 * @param catErrors 2.6: scrambled packets without a CAT, or other tables on its PID
 */
public record StreamHealth(
        long syncLosses,
        long syncByteErrors,
        long patErrors,
        long continuityErrors,
        long pmtErrors,
        long pidErrors,
        long transportErrors,
        long crcErrors,
        long pcrRepetitionErrors,
        long pcrDiscontinuityErrors,
        long pcrAccuracyErrors,
        long ptsErrors,
        long catErrors) {
    public static final StreamHealth SOUND = new StreamHealth(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** What has come since an earlier state of the same stream. */
    public StreamHealth since(StreamHealth earlier) {
        return new StreamHealth(
                syncLosses - earlier.syncLosses,
                syncByteErrors - earlier.syncByteErrors,
                patErrors - earlier.patErrors,
                continuityErrors - earlier.continuityErrors,
                pmtErrors - earlier.pmtErrors,
                Math.max(0, pidErrors - earlier.pidErrors),
                transportErrors - earlier.transportErrors,
                crcErrors - earlier.crcErrors,
                pcrRepetitionErrors - earlier.pcrRepetitionErrors,
                pcrDiscontinuityErrors - earlier.pcrDiscontinuityErrors,
                Math.max(0, pcrAccuracyErrors - earlier.pcrAccuracyErrors),
                ptsErrors - earlier.ptsErrors,
                Math.max(0, catErrors - earlier.catErrors));
    }

    /** All counts by the number of their clause, in its order. */
    public SequencedMap<String, Long> byIndicator() {
        SequencedMap<String, Long> counts = new LinkedHashMap<>();
        counts.put("1.1", syncLosses);
        counts.put("1.2", syncByteErrors);
        counts.put("1.3", patErrors);
        counts.put("1.4", continuityErrors);
        counts.put("1.5", pmtErrors);
        counts.put("1.6", pidErrors);
        counts.put("2.1", transportErrors);
        counts.put("2.2", crcErrors);
        counts.put("2.3a", pcrRepetitionErrors);
        counts.put("2.3b", pcrDiscontinuityErrors);
        counts.put("2.4", pcrAccuracyErrors);
        counts.put("2.5", ptsErrors);
        counts.put("2.6", catErrors);
        return counts;
    }

    /** All errors of priority 1. */
    public long firstPriority() {
        return syncLosses + syncByteErrors + patErrors + continuityErrors + pmtErrors + pidErrors;
    }

    /** All errors of priority 2. */
    public long secondPriority() {
        return transportErrors
                + crcErrors
                + pcrRepetitionErrors
                + pcrDiscontinuityErrors
                + pcrAccuracyErrors
                + ptsErrors
                + catErrors;
    }
}
