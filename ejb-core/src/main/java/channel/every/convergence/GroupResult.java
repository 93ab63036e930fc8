package channel.every.convergence;

import java.util.List;

/** All sequences of a group in their order. */
public record GroupResult(GroupKey key, List<SequenceResult> sequences) {}
