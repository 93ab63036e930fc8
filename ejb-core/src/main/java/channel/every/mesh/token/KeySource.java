package channel.every.mesh.token;

import java.util.Optional;

/** Where the keys for tokens come from. Asked at each admission, so that new ones count without a restart. */
@FunctionalInterface
public interface KeySource {
    /** Empty if there are none: then every token is refused. */
    Optional<RelayKeys> keys();
}
