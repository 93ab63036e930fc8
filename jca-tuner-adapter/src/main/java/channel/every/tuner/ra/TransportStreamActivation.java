package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.TransportStreamListener;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Activates a {@link TransportStreamListener}. With {@code feed}, {@code device} and {@code channel} that channel is opened with the
 * endpoint; without them the endpoint takes the feeds started through the connection factory.
 */
@Activation(messageListeners = TransportStreamListener.class)
public class TransportStreamActivation implements ActivationSpec {
    @ConfigProperty(description = "Name of the feed to open with the endpoint")
    private String feed = "";

    @ConfigProperty(description = "Base URL of the device to take it from, as in http://10.0.0.7")
    private String device = "";

    @ConfigProperty(description = "Virtual channel of the device, as in 5.1")
    private String channel = "";

    private @Nullable ResourceAdapter adapter;

    /** The channel the activation names, if it names one. @throws IllegalArgumentException when it names half of one */
    Optional<ChannelTune> tune() {
        if (feed.isEmpty() && device.isEmpty() && channel.isEmpty()) {
            return Optional.empty();
        }
        if (feed.isEmpty() || device.isEmpty() || channel.isEmpty()) {
            throw new IllegalArgumentException("feed, device and channel go together: feed=\"" + feed + "\", device=\""
                    + device + "\", channel=\"" + channel + '"');
        }
        try {
            return Optional.of(new ChannelTune(new URI(device), channel));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("device is not an address: " + e.getMessage(), e);
        }
    }

    @Override
    public void validate() throws InvalidPropertyException {
        try {
            tune();
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(e.getMessage(), e);
        }
    }

    public String getFeed() {
        return feed;
    }

    public void setFeed(String feed) {
        this.feed = feed;
    }

    public String getDevice() {
        return device;
    }

    public void setDevice(String device) {
        this.device = device;
    }

    public String getChannel() {
        return channel;
    }

    public void setChannel(String channel) {
        this.channel = channel;
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter ra) throws ResourceException {
        if (adapter != null && adapter != ra) {
            throw new jakarta.resource.spi.IllegalStateException("the activation has a resource adapter already");
        }
        adapter = ra;
    }
}
