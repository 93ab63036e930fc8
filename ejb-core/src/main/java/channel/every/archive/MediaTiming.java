package channel.every.archive;

/**
 * Where a fragment lies on the shared clock.
 *
 * @param sequence the chunk index
 * @param decodeTime tfdt, in ticks of {@code timescale}
 * @param duration in ticks of {@code timescale}
 */
public record MediaTiming(long sequence, long decodeTime, int timescale, long duration) {}
