package channel.every.node;

import channel.every.device.DevicePorts;
import channel.every.device.DeviceProfile;
import channel.every.device.Family;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The HDHomeRun that the node shows to television programs.
 *
 * @param address where it listens; the wildcard address to be found by broadcast
 */
record VirtualDeviceSettings(DeviceProfile profile, DevicePorts ports, InetAddress address) {
    private static final String PREFIX = "every-channel.device.";
    private static final int USUAL_PORT = 5004;
    private static final int USUAL_TUNERS = 4;

    /** @param values the value of a key, if it is set @return empty unless it is switched on */
    static Optional<VirtualDeviceSettings> read(Function<String, Optional<String>> values, String nodeName) {
        String enabled = values.apply(PREFIX + "enabled").orElse("false").strip();
        if (!enabled.equals("true") && !enabled.equals("false")) {
            throw new IllegalArgumentException(PREFIX + "enabled is true or false: \"" + enabled + '"');
        }
        if (enabled.equals("false")) {
            return Optional.empty();
        }
        String host = values.apply(PREFIX + "host").orElse("127.0.0.1").strip();
        try {
            return Optional.of(new VirtualDeviceSettings(
                    new DeviceProfile(
                            values.apply(PREFIX + "name").orElse(nodeName),
                            number(values, "tuners", USUAL_TUNERS, 1, DeviceProfile.MOST_TUNERS),
                            Family.ATSC),
                    new DevicePorts(
                            number(values, "port", USUAL_PORT, 0, 0xFFFF),
                            number(values, "control-port", DevicePorts.USUAL_CONTROL, DevicePorts.NONE, 0xFFFF)),
                    InetAddress.getByName(host)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(PREFIX + "host is no address of this machine: \"" + host + '"', e);
        }
    }

    private static int number(
            Function<String, Optional<String>> values, String name, int otherwise, int least, int most) {
        String text =
                values.apply(PREFIX + name).orElse(Integer.toString(otherwise)).strip();
        if (!text.matches("-?\\d{1,5}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(
                    PREFIX + name + " must be a whole number from " + least + " to " + most + ": \"" + text + '"');
        }
        return Integer.parseInt(text);
    }
}
