package channel.every.identity;

/**
 * Who produced a record: copies made by the same node are never proof of each other (ECP-0156).
 *
 * @param node stable over restarts of one node, different between nodes
 * @param session new for each start of a publisher
 */
public record SourceIdentity(Label node, Label session) {}
