package channel.every.remote.ssh;

import channel.every.identity.Label;
import java.util.regex.Pattern;

/**
 * Where files lie on other machines: a prefix of directories that are ours alone and cannot be somebody's data.
 *
 * @param prefix {@code /tmp/every-channel-*}, one path component below /tmp
 */
public record RemoteRoot(String prefix) {
    private static final Pattern FORM = Pattern.compile("/tmp/every-channel-[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

    public RemoteRoot {
        if (!FORM.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "a remote root is /tmp/every-channel-NAME, NAME of A-Z a-z 0-9 . _ -: \"" + prefix + '"');
        }
    }

    /** A target's own: several may be on one machine. */
    String of(Label target) {
        return prefix + "-" + target;
    }
}
