package channel.every.psi;

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
        long ptsErrors,
        long catErrors) {
    /** All errors of priority 1. */
    public long firstPriority() {
        return syncLosses + syncByteErrors + patErrors + continuityErrors + pmtErrors + pidErrors;
    }

    /** All errors of priority 2. */
    public long secondPriority() {
        return transportErrors + crcErrors + pcrRepetitionErrors + pcrDiscontinuityErrors + ptsErrors + catErrors;
    }
}
