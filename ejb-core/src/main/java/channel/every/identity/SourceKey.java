package channel.every.identity;

import org.jspecify.annotations.Nullable;

/**
 * A stream by where it comes in, while its tables have not said which broadcast it is (ECP-0004).
 * {@code source/<kind>[/device-<id>][/channel-<ref>]}
 *
 * @param device such as an HDHomeRun's device id
 * @param channel such as {@code 5.1}
 */
public record SourceKey(
        SourceKind kind, @Nullable Label device, @Nullable Label channel) implements StreamKey {
    static final String SCOPE = "source";

    @Override
    public String path() {
        return SCOPE
                + '/'
                + kind
                + (device == null ? "" : "/device-" + device)
                + (channel == null ? "" : "/channel-" + channel);
    }

    static SourceKey read(StreamIdFields fields) {
        String name = fields.next("kind");
        SourceKind kind = SourceKind.named(name)
                .orElseThrow(() -> fields.refused("kind", name + " is none of hdhr, linux-dvb, http, file"));
        return new SourceKey(kind, fields.labelIfPresent("device"), fields.labelIfPresent("channel"));
    }
}
