package channel.every.tuner.hdhomerun;

import channel.every.tuner.TunerException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The channels a device has, from {@code lineup.json} (info.hdhomerun.com/info/http_api). */
public record Lineup(List<LineupChannel> channels) {
    /** How many channels a message names before it says "and more". */
    private static final int TOLD_CHANNELS = 20;

    public Lineup {
        channels = List.copyOf(channels);
    }

    static Lineup read(DeviceDescription device, JsonNode json) throws TunerException {
        String where = "lineup.json of " + device.base();
        if (!json.isArray()) {
            throw new TunerException(where + " is not a list: " + Excerpt.of(json.toString()));
        }
        List<LineupChannel> channels = new ArrayList<>();
        for (JsonNode entry : json) {
            String number = entry.path("GuideNumber").asText("");
            if (number.isEmpty()) {
                throw new TunerException(where + ": entry " + channels.size() + " has no GuideNumber");
            }
            channels.add(new LineupChannel(
                    Excerpt.of(number),
                    Excerpt.of(entry.path("GuideName").asText("")),
                    HttpUri.resolve(
                            device.base(), entry.path("URL").asText(""), where + ": URL of " + Excerpt.of(number)),
                    entry.path("DRM").asInt(0) != 0,
                    Math.max(0, entry.path("Frequency").asLong(0)),
                    program(entry.path("ProgramNumber").asInt(0))));
        }
        return new Lineup(channels);
    }

    private static int program(int told) {
        return told >= 1 && told <= 0xFFFF ? told : 0;
    }

    /** The channel, if the device tells where it lies and that other channels lie there too. */
    public Optional<LineupChannel> sharingItsMultiplex(String guideNumber) {
        return find(guideNumber)
                .filter(c -> c.frequencyHz() > 0 && c.program() > 0 && !c.copyProtected())
                .filter(c -> channels.stream()
                                .filter(other -> other.frequencyHz() == c.frequencyHz())
                                .count()
                        > 1);
    }

    public Optional<LineupChannel> find(String guideNumber) {
        return channels.stream()
                .filter(c -> c.guideNumber().equals(guideNumber))
                .findFirst();
    }

    /** In words, for a message: {@code 5.1 EVERY, 5.2 PROOF}. */
    @Override
    public String toString() {
        if (channels.isEmpty()) {
            return "no channel";
        }
        String told = channels.stream()
                .limit(TOLD_CHANNELS)
                .map(LineupChannel::toString)
                .collect(Collectors.joining(", "));
        int more = channels.size() - TOLD_CHANNELS;
        return more > 0 ? told + " and " + more + " more" : told;
    }
}
