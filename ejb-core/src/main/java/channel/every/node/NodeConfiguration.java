package channel.every.node;

import channel.every.identity.HostIdentity;
import channel.every.identity.Label;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** The node's settings and name, read once from MicroProfile Config. */
@ApplicationScoped
public class NodeConfiguration {
    /** Where a server that names no data directory of its own puts things: its working directory. */
    private static final Path DEFAULT_DATA = Path.of("data");

    @Inject
    Config config;

    private volatile @Nullable NodeSettings settings;
    private @Nullable ArchiveSettings archive;
    private @Nullable Label nodeName;

    @PostConstruct
    void read() {
        NodeSettings found = found();
        settings = found;
        archive = ArchiveSettings.read(config.getPropertyNames(), key -> config.getOptionalValue(key, String.class));
        nodeName = found.nodeName() == null ? hostName() : new Label(found.nodeName());
    }

    private NodeSettings found() {
        return NodeSettings.read(
                config.getPropertyNames(), key -> config.getOptionalValue(key, String.class), DEFAULT_DATA);
    }

    /**
     * Takes over what is configured now of publishers, tuners and proofs; everything else stays until a restart.
     *
     * @return whether that is anything new
     * @throws IllegalArgumentException when it cannot work; then all stays as it was
     */
    boolean refresh() {
        NodeSettings before = settings();
        NodeSettings now = before.receiving(found());
        settings = now;
        return !now.equals(before);
    }

    private static Label hostName() {
        try {
            return HostIdentity.read(
                            InetAddress.getLocalHost().getHostName(), HostIdentity.MACHINE_ID, HostIdentity.BOOT_ID)
                    .sourceNode();
        } catch (IOException e) {
            throw new UncheckedIOException("no name for this node: set every-channel.node-name", e);
        }
    }

    NodeSettings settings() {
        NodeSettings known = settings;
        if (known == null) {
            throw new IllegalStateException("the configuration is not read yet");
        }
        return known;
    }

    ArchiveSettings archive() {
        if (archive == null) {
            throw new IllegalStateException("the configuration is not read yet");
        }
        return archive;
    }

    Label nodeName() {
        if (nodeName == null) {
            throw new IllegalStateException("the configuration is not read yet");
        }
        return nodeName;
    }
}
