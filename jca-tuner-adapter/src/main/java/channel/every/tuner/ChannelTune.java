package channel.every.tuner;

import java.io.Serializable;
import java.net.URI;

/**
 * A channel of a device.
 *
 * @param device base URL of the device's HTTP API, as in {@code http://10.0.0.7}; its discover.json names the rest
 * @param channel the device's own channel reference: a virtual channel such as {@code 5.1}
 */
public record ChannelTune(URI device, String channel) implements Serializable {
    public ChannelTune {
        if (!"http".equals(device.getScheme()) || device.getHost() == null) {
            throw new IllegalArgumentException("tuner device must be an http URL with a host: \"" + device + '"');
        }
        if (device.getRawUserInfo() != null) {
            throw new IllegalArgumentException("tuner device must have no user name or password in its URL: "
                    + device.getHost() + " has, and URLs are logged");
        }
        if (!channel.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "channel must be 1 to 64 of A-Z a-z 0-9 . _ -, as in 5.1: \"" + channel + '"');
        }
    }

    @Override
    public String toString() {
        return channel + " of " + device;
    }
}
