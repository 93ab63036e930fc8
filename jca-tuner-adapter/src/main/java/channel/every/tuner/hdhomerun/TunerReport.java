package channel.every.tuner.hdhomerun;

import channel.every.tuner.TunerException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A tuner as its device's {@code status.json} shows it (info.hdhomerun.com/info/http_api); an idle one tells its name alone.
 *
 * @param resource {@code tuner0}
 * @param channel virtual channel in use, or empty
 * @param frequencyHz 0 when it is idle
 * @param strengthPercent signal strength, -1 when not told
 * @param qualityPercent signal to noise, -1 when not told
 * @param symbolPercent share of symbols without an error, -1 when not told
 * @param targetAddress who gets its stream, or empty
 * @param bitsPerSecond that it sends, 0 when not told
 */
public record TunerReport(
        String resource,
        String channel,
        long frequencyHz,
        int strengthPercent,
        int qualityPercent,
        int symbolPercent,
        String targetAddress,
        long bitsPerSecond) {
    static List<TunerReport> read(URI base, JsonNode json) throws TunerException {
        if (!json.isArray()) {
            throw new TunerException("status.json of " + base + " is not a list: " + Excerpt.of(json.toString()));
        }
        List<TunerReport> tuners = new ArrayList<>();
        for (JsonNode tuner : json) {
            tuners.add(new TunerReport(
                    Excerpt.of(tuner.path("Resource").asText("")),
                    Excerpt.of(tuner.path("VctNumber").asText("")),
                    tuner.path("Frequency").asLong(0),
                    tuner.path("SignalStrengthPercent").asInt(-1),
                    tuner.path("SignalQualityPercent").asInt(-1),
                    tuner.path("SymbolQualityPercent").asInt(-1),
                    Excerpt.of(tuner.path("TargetIP").asText("")),
                    tuner.path("NetworkRate").asLong(0)));
        }
        return tuners;
    }
}
