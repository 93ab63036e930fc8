package channel.every.clock;

import channel.every.ts.Pid;

/**
 * What turns a PCR into broadcast time: {@code t = n * 2^33 * 300 + PCR + offset}. Publishers with equal anchors cut at equal ticks.
 *
 * @param n how often the PCR has wrapped since 1970, by the stream's own UTC; one more after each wrap
 * @param offset27M in 27 MHz ticks, a multiple of {@link AnchorRule#OFFSET_CADENCES} cadences
 * @param pcrPid the clock this holds for
 * @param table what told the UTC
 */
public record UtcAnchor(long n, long offset27M, Pid pcrPid, TimeSource table) {}
