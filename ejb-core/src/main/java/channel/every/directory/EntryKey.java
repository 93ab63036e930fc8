package channel.every.directory;

/**
 * What an entry is of. Duplicate publishers of one stream have an entry each, so that neither overwrites the other.
 *
 * @param streamId ECP-0004, or what an old client calls its stream
 * @param sourceNode who publishes, empty for a client that does not say
 */
public record EntryKey(String streamId, String sourceNode) {}
