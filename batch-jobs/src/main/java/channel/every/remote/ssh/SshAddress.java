package channel.every.remote.ssh;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a machine is, as {@code ssh} takes it: what is left out is in {@code ~/.ssh/config} or usual.
 *
 * @param user null for the one of the configuration, else of this process
 * @param host name, address, or alias in the configuration
 * @param port null for the one of the configuration, else 22
 */
public record SshAddress(
        @Nullable String user, String host, @Nullable Integer port) {
    private static final Pattern FORM = Pattern.compile(
            "(?:ssh://)?(?:([A-Za-z0-9._][A-Za-z0-9._-]*)@)?(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._][A-Za-z0-9._-]*)(?::(\\d{1,5}))?/?");

    public SshAddress {
        if (port != null && (port < 1 || port > 0xFFFF)) {
            throw new IllegalArgumentException("SSH port must be 1 to 65535: " + port);
        }
    }

    public static SshAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "an SSH target is [USER@]HOST[:PORT], IPv6 as in [::1]:22, or ssh://...: \"" + text + '"');
        }
        String host = form.group(2);
        return new SshAddress(
                form.group(1),
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                form.group(3) == null ? null : Integer.valueOf(form.group(3)));
    }

    @Override
    public String toString() {
        return (user == null ? "" : user + "@")
                + (host.indexOf(':') < 0 ? host : "[" + host + "]")
                + (port == null ? "" : ":" + port);
    }
}
