package channel.every.identity;

/** What a stream is a stream of: a broadcast, which any antenna can receive, or one source, until the broadcast is known. */
public sealed interface StreamKey permits BroadcastKey, SourceKey {
    /** Scope and fields as they stand in a stream id, such as {@code broadcast/atsc/tsid-1/program-3}. */
    String path();
}
