package channel.every.tuner.hdhomerun;

import channel.every.tuner.control.DeviceId;
import java.net.InetAddress;
import java.net.URI;

/**
 * A device that answered a discovery.
 *
 * @param address it answered from
 * @param tunerCount 0 when it does not tell
 * @param base of its HTTP API
 */
public record FoundDevice(DeviceId id, InetAddress address, int tunerCount, URI base) {}
