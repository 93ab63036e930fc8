package channel.every.device;

import channel.every.tuner.control.VariableReply;
import channel.every.tuner.control.VariableReply.Held;
import channel.every.tuner.control.VariableReply.Refused;
import channel.every.tuner.control.VariableRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything that can be read and set on a device over its control port. */
final class DeviceVariables {
    private static final Pattern TUNER = Pattern.compile("/tuner(\\d{1,2})/([a-z]{1,20})");

    private static final String HELP = """
            Supported configuration options:
            /sys/copyright
            /sys/debug
            /sys/features
            /sys/hwmodel
            /sys/model
            /sys/restart <resource>
            /sys/version
            /tuner<n>/channel <modulation>:<freq|ch>
            /tuner<n>/channelmap <channelmap>
            /tuner<n>/debug
            /tuner<n>/filter "0x<nnnn>-0x<nnnn> [...]"
            /tuner<n>/lockkey
            /tuner<n>/program <program number>
            /tuner<n>/streaminfo
            /tuner<n>/status
            /tuner<n>/target <ip>:<port>
            /tuner<n>/vchannel <vchannel>
            /tuner<n>/vstatus
            """;

    private final DeviceProfile profile;
    private final TunerBank tuners;

    DeviceVariables(DeviceProfile profile, TunerBank tuners) {
        this.profile = profile;
        this.tuners = tuners;
    }

    /** @param client address of who asks */
    VariableReply answer(VariableRequest request, String client) {
        Matcher tuner = TUNER.matcher(request.name());
        if (tuner.matches()) {
            return tuners.at(Integer.parseInt(tuner.group(1)))
                    .map(found -> answer(found, tuner.group(2), request, client))
                    .orElseGet(VirtualTuner::unknown);
        }
        return request.value() == null ? get(request.name()) : set(request.name());
    }

    private static VariableReply answer(VirtualTuner tuner, String name, VariableRequest request, String client) {
        String value = request.value();
        return value == null
                ? tuner.get(request.name(), name)
                : tuner.set(request.name(), name, value, request.lockKey(), client);
    }

    private VariableReply get(String name) {
        return switch (name) {
            case "help" -> new Held(name, HELP);
            case "/sys/model" -> new Held(name, profile.family().firmware());
            case "/sys/hwmodel" -> new Held(name, profile.family().hardware());
            case "/sys/version" -> new Held(name, DeviceProfile.VERSION);
            case "/sys/features" -> new Held(name, profile.family().features());
            case "/sys/copyright" -> new Held(name, "every.channel, Apache License 2.0");
            case "/sys/debug" -> new Held(name, "tuners: %d of %d in use\n".formatted(tuners.inUse(), tuners.size()));
            default -> VirtualTuner.unknown();
        };
    }

    private VariableReply set(String name) {
        return switch (name) {
            case "help",
                    "/sys/model",
                    "/sys/hwmodel",
                    "/sys/version",
                    "/sys/features",
                    "/sys/copyright",
                    "/sys/debug" -> new Refused("ERROR: this variable is read only");
            case "/sys/restart" -> new Refused("ERROR: a virtual device is restarted where it runs");
            default -> VirtualTuner.unknown();
        };
    }
}
