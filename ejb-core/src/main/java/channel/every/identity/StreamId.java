package channel.every.identity;

/**
 * The global name of one encoded stream (ECP-0004): two nodes that receive one broadcast and encode it alike print the same text.
 * {@code ec/stream/v1/<scope>/<fields>/profile-<profile>/variant-<variant>}; see {@link StreamKey} for scope and fields.
 *
 * @param profile the deterministic encoding profile
 * @param variant rendition, audio language or other alternative
 */
public record StreamId(StreamKey key, Label profile, Label variant) {
    private static final String PREFIX = "ec/stream/v1/";

    /** @throws MalformedStreamIdException naming the first field that is missing, out of place or out of range */
    public static StreamId parse(String text) {
        StreamIdFields fields = new StreamIdFields(text);
        fields.literal("prefix", "ec");
        fields.literal("prefix", "stream");
        fields.literal("version", "v1");
        StreamKey key = switch (fields.next("scope")) {
            case BroadcastKey.SCOPE -> BroadcastKey.read(fields);
            case SourceKey.SCOPE -> SourceKey.read(fields);
            case String other -> throw fields.refused("scope", other + " is neither broadcast nor source");
        };
        StreamId id = new StreamId(key, fields.label("profile"), fields.label("variant"));
        fields.end();
        return id;
    }

    /** The canonical text, which {@link #parse} takes back. */
    @Override
    public String toString() {
        return PREFIX + key.path() + "/profile-" + profile + "/variant-" + variant;
    }
}
