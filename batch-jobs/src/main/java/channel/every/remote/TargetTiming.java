package channel.every.remote;

/**
 * How long a target took.
 *
 * @param place where its files are or were, for people
 * @param uploadBytes copied there, 0 where it had the input already
 * @param uploadMs of the copy, in milliseconds
 * @param proofMs from the start of its proof to the end, in milliseconds
 */
public record TargetTiming(String place, long uploadBytes, long uploadMs, long proofMs) {}
