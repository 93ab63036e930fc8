package channel.every.convergence;

import java.util.Map;

/**
 * Divergent sequences by cause.
 *
 * @param encoder {@code encoderBuild} and {@code encoderBytes} together
 * @param unknown also those whose input differs though both sides received whole
 * @param source part of {@code unknown}: the input differs though both sides received whole
 */
public record CauseCounts(
        long reception, long phase, long encoder, long unknown, long encoderBuild, long encoderBytes, long source) {
    static CauseCounts of(Map<DivergenceCause, Long> counts) {
        long build = counts.getOrDefault(DivergenceCause.ENCODER_BUILD, 0L);
        long bytes = counts.getOrDefault(DivergenceCause.ENCODER_BYTES, 0L);
        long source = counts.getOrDefault(DivergenceCause.SOURCE, 0L);
        return new CauseCounts(
                counts.getOrDefault(DivergenceCause.RECEPTION, 0L),
                counts.getOrDefault(DivergenceCause.PHASE, 0L),
                build + bytes,
                counts.getOrDefault(DivergenceCause.UNKNOWN, 0L) + source,
                build,
                bytes,
                source);
    }

    /** Each divergent sequence counted once. */
    public long of(DivergenceCause cause) {
        return switch (cause) {
            case UNKNOWN -> unknown - source;
            case RECEPTION -> reception;
            case SOURCE -> source;
            case PHASE -> phase;
            case ENCODER_BUILD -> encoderBuild;
            case ENCODER_BYTES -> encoderBytes;
        };
    }
}
