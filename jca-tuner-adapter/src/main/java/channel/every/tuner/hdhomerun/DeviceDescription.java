package channel.every.tuner.hdhomerun;

import channel.every.tuner.TunerException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;

/**
 * What a device says of itself in {@code /discover.json} (info.hdhomerun.com/info/http_api). DeviceAuth is a secret and not kept.
 *
 * @param base where it was asked; relative addresses in its answers start here
 * @param deviceId as printed on the device, or the host and port where it tells none
 * @param name the name its owner knows it by
 * @param tunerCount tuners of the device, 1 to {@value #MAX_TUNERS}
 */
public record DeviceDescription(URI base, String deviceId, String name, String model, URI lineup, int tunerCount) {
    /** The largest device has 6 tuners and software ones have some dozens; more is a mistake. */
    public static final int MAX_TUNERS = 255;

    static DeviceDescription read(URI base, JsonNode json) throws TunerException {
        String where = "discover.json of " + base;
        JsonNode tuners = json.path("TunerCount");
        if (!tuners.isIntegralNumber() || tuners.asInt() < 1 || tuners.asInt() > MAX_TUNERS) {
            throw new TunerException(where + ": TunerCount must be 1 to " + MAX_TUNERS + ": "
                    + (tuners.isMissingNode() ? "absent" : Excerpt.of(tuners.toString())));
        }
        return new DeviceDescription(
                base,
                Excerpt.of(json.path("DeviceID").asText(base.getAuthority())),
                Excerpt.of(json.path("FriendlyName").asText("")),
                Excerpt.of(json.path("ModelNumber").asText("")),
                HttpUri.resolve(base, json.path("LineupURL").asText("lineup.json"), where + ": LineupURL"),
                tuners.asInt());
    }

    @Override
    public String toString() {
        return base + " (" + (name.isEmpty() ? deviceId : name + ", " + deviceId) + ')';
    }
}
