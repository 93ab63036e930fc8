package channel.every.tuner.hdhomerun;

import channel.every.tuner.TunerException;
import channel.every.tuner.control.DeviceId;
import channel.every.tuner.control.DiscoverRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How to reach an HDHomeRun: {@code http://10.0.0.7} where it is, or {@code hdhomerun://10A1B2C3} wherever it is. A query says how to
 * use it: {@code tuner=1} one tuner alone, {@code transport=rtp} over RTP instead of HTTP, {@code at=10.0.0.7,10.0.0.8} where to look
 * for a number, {@code control=65001} the port of discovery and variables.
 *
 * @param tuner -1 for any
 * @param at addresses to look for the number at; empty for all networks of this machine
 */
public record DeviceAddress(URI device, int tuner, boolean rtp, int control, List<String> at) {
    private static final int ANY_TUNER = -1;
    private static final int MAX_TUNER = 99;

    public DeviceAddress {
        at = List.copyOf(at);
    }

    /** @throws IllegalArgumentException naming the address or the option that is none */
    public static DeviceAddress parse(URI device) {
        if (device.getHost() == null || !Set.of("http", "hdhomerun").contains(String.valueOf(device.getScheme()))) {
            throw new IllegalArgumentException(
                    "an HDHomeRun's address looks like http://10.0.0.7 or hdhomerun://10A1B2C3: \"" + device + '"');
        }
        Map<String, String> options = options(device);
        List<String> at = new ArrayList<>();
        if (options.containsKey("at")) {
            at.addAll(List.of(options.remove("at").split(",")));
        }
        String tuner = options.remove("tuner");
        String transport = options.remove("transport");
        String control = options.remove("control");
        if (!options.isEmpty()) {
            throw new IllegalArgumentException(
                    "an HDHomeRun's address has the options tuner, transport, control and at, not " + options.keySet());
        }
        if (transport != null && !transport.equals("rtp") && !transport.equals("http")) {
            throw new IllegalArgumentException("transport is http or rtp: " + transport);
        }
        if (device.getScheme().equals("hdhomerun")) {
            DeviceId.parse(String.valueOf(device.getHost()));
        }
        return new DeviceAddress(
                URI.create(device.getScheme() + "://" + device.getRawAuthority()
                        + (device.getRawPath() == null ? "" : device.getRawPath())),
                tuner == null ? ANY_TUNER : number("tuner", tuner, MAX_TUNER),
                "rtp".equals(transport),
                control == null ? DeviceSearch.PORT : number("control", control, 0xFFFF),
                at);
    }

    private static Map<String, String> options(URI device) {
        Map<String, String> options = new HashMap<>();
        if (device.getQuery() != null) {
            for (String option : device.getQuery().split("&", -1)) {
                int equals = option.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException(
                            "option of an HDHomeRun's address looks like tuner=1: " + option);
                }
                options.put(option.substring(0, equals), option.substring(equals + 1));
            }
        }
        return options;
    }

    private static int number(String option, String value, int most) {
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(option + " is 0 to " + most + ": " + value);
        }
        return Integer.parseInt(value);
    }

    /** Where it answers HTTP now. @throws TunerException when nobody on the network has its number */
    public URI base(InstantSource clock) throws TunerException {
        if (!device.getScheme().equals("hdhomerun")) {
            return device;
        }
        DeviceId id = DeviceId.parse(device.getHost());
        DeviceSearch search = new DeviceSearch(clock, control);
        try {
            DiscoverRequest request = DiscoverRequest.toTuner(id);
            List<InetAddress> places = new ArrayList<>();
            for (String address : at) {
                places.add(InetAddress.getByName(address));
            }
            List<FoundDevice> found = places.isEmpty() ? search.everywhere(request) : search.at(places, request);
            return found.stream()
                    .filter(d -> d.id().equals(id))
                    .map(FoundDevice::base)
                    .findFirst()
                    .orElseThrow(() -> new TunerException("no device " + id + " answers"
                            + (at.isEmpty() ? " on the networks of this machine" : " at " + String.join(", ", at))));
        } catch (TunerException e) {
            throw e;
        } catch (IOException e) {
            throw new TunerException("searching device " + id + ": " + e.getMessage(), e);
        }
    }

    /** {@code tuner1}, or {@code auto}. */
    public String resource() {
        return tuner == ANY_TUNER ? "auto" : "tuner" + tuner;
    }
}
