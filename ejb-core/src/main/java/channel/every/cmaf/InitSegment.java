package channel.every.cmaf;

import channel.every.time.Timescale;

/**
 * {@code ftyp} and {@code moov} of one track (ISO/IEC 23000-19 7.3.1).
 *
 * @param timescale of the track's media header
 */
public record InitSegment(byte[] bytes, Timescale timescale) {}
