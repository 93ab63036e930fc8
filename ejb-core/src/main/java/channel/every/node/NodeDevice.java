package channel.every.node;

import channel.every.device.VirtualDevice;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;
import javax.naming.NamingException;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Switches the node's virtual HDHomeRun on with the application, where it is configured. */
@Singleton
@Startup
@DependsOn("NodeStart")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NodeDevice {
    private static final Logger LOG = System.getLogger(NodeDevice.class.getName());

    @Inject
    Config config;

    @Inject
    NodeConfiguration configuration;

    @Inject
    Publishers publishers;

    private @Nullable VirtualDevice device;

    /** A node proves without its device too: what keeps the device off is logged and no more. */
    @PostConstruct
    void start() {
        try {
            Optional<VirtualDeviceSettings> wanted = VirtualDeviceSettings.read(
                    key -> config.getOptionalValue(key, String.class),
                    configuration.nodeName().value());
            if (wanted.isPresent()) {
                start(wanted.get());
            }
        } catch (IOException | NamingException | IllegalArgumentException e) {
            LOG.log(Level.ERROR, "the virtual device stays off: {0}", e.getMessage());
        }
    }

    private void start(VirtualDeviceSettings settings) throws IOException, NamingException {
        InstantSource clock = InstantSource.system();
        NodeAntenna antenna = new NodeAntenna(
                publishers::guides, Tuners.factory(), settings.profile().family(), clock);
        VirtualDevice started =
                new VirtualDevice(settings.profile(), settings.ports(), settings.address(), antenna, clock);
        device = started;
        LOG.log(Level.INFO, "virtual HDHomeRun {0} on {1}", started.deviceId(), started.uri());
    }

    @PreDestroy
    void stop() {
        if (device != null) {
            device.close();
        }
    }
}
