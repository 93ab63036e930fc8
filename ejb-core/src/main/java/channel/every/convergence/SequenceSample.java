package channel.every.convergence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sequence that is not proven, with all that is needed to act on it.
 *
 * @param verdict {@link SequenceVerdict#text}
 * @param finding {@link SequenceVerdict#words}
 * @param cause of divergent ones only
 */
public record SequenceSample(
        long groupSequence,
        String verdict,
        String finding,
        @Nullable String cause,
        List<SampleCopy> sources) {
    static SequenceSample of(SequenceResult result) {
        SequenceVerdict verdict = result.verdict();
        return new SequenceSample(
                result.sequence().value(),
                verdict.text(),
                verdict.words(),
                verdict.divergenceCause().map(DivergenceCause::text).orElse(null),
                result.sightings().stream().map(SampleCopy::of).toList());
    }
}
