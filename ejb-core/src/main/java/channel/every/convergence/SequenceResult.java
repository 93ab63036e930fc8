package channel.every.convergence;

import channel.every.identity.GroupSequence;
import java.util.List;

/**
 * A sequence, its verdict and the records it was judged by: one of each kind per source if all is well.
 */
public record SequenceResult(GroupSequence sequence, SequenceVerdict verdict, List<Sighting> sightings) {}
