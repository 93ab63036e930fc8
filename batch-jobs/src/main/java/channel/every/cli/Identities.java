package channel.every.cli;

import channel.every.identity.HostIdentity;
import channel.every.identity.Label;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Who archives. */
final class Identities {
    private Identities() {}

    /** @param given null for this host's name and id */
    static Label node(@Nullable String given) throws IOException {
        return given != null
                ? new Label(given)
                : HostIdentity.read(
                                InetAddress.getLocalHost().getHostName(), HostIdentity.MACHINE_ID, HostIdentity.BOOT_ID)
                        .sourceNode();
    }
}
