package channel.every.cmaf;

import channel.every.time.Timescale;

/**
 * One {@code moof} and {@code mdat} of one track, already on the shared clock.
 *
 * @param sequence mfhd sequence_number: the chunk index modulo 2^32
 * @param decodeTime tfdt baseMediaDecodeTime on the shared clock, in ticks of {@code timescale}
 * @param duration sum of the sample durations, in ticks of {@code timescale}
 */
public record Fragment(byte[] bytes, long sequence, long decodeTime, Timescale timescale, long duration) {}
