package channel.every.psi;

import channel.every.ts.Pid;

/**
 * The program clock references of one PID.
 *
 * @param first 27 MHz ticks
 * @param last 27 MHz ticks
 * @param perSecond references a second of their own time
 * @param longestIntervalMillis TR 101 290 2.3a allows 100, DVB recommends 40
 * @param repetitionErrors TR 101 290 2.3a
 * @param jumps TR 101 290 2.3b: not announced
 * @param announcedJumps with discontinuity_indicator
 * @param bitRate of the whole stream by this clock, in bits a second
 * @param jitterMicros how far references lie apart, at most, from the line of a constant rate; large where the rate varies
 */
public record ClockReport(
        Pid pid,
        long references,
        long first,
        long last,
        double perSecond,
        double longestIntervalMillis,
        long repetitionErrors,
        long jumps,
        long announcedJumps,
        long bitRate,
        double jitterMicros) {}
