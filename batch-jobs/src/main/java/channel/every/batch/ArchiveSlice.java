package channel.every.batch;

/**
 * What a slice of a long piece of work came to.
 *
 * @param report as JSON, of all slices so far
 * @param share how much of the work is done, 0 to 1
 * @param exitStatus the step's, if this is the last one
 */
record ArchiveSlice(String report, double share, String exitStatus) {}
