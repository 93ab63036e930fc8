package channel.every.tuner.hdhomerun;

import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerException;
import channel.every.tuner.UnknownChannelException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.InstantSource;

/** An HDHomeRun's HTTP API (info.hdhomerun.com/info/http_api), asked over one {@link Line}. */
public final class HdHomeRunDevice {
    /** A real discover.json has some 400 bytes. */
    static final int MAX_DISCOVER_BYTES = 64 * 1024;

    /** Some 200 bytes a channel: room for twenty thousand. */
    static final int MAX_LINEUP_BYTES = 4 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI base;
    private final Line line;
    private final DeviceTimeouts timeouts;
    private final InstantSource clock;

    public HdHomeRunDevice(URI base, Line line, DeviceTimeouts timeouts, InstantSource clock) {
        this.base = base;
        this.line = line;
        this.timeouts = timeouts;
        this.clock = clock;
    }

    public DeviceDescription describe() throws TunerException {
        return DeviceDescription.read(base, json(HttpUri.directory(base).resolve("discover.json"), MAX_DISCOVER_BYTES));
    }

    public Lineup lineup(DeviceDescription device) throws TunerException {
        return Lineup.read(device, json(device.lineup(), MAX_LINEUP_BYTES));
    }

    /**
     * Takes one of the device's tuners and starts to receive {@code guideNumber}.
     *
     * @throws TunerBusyException when the device says it has no tuner free
     * @throws UnknownChannelException when its lineup has no such channel
     * @throws DeviceErrorException when it refuses for another reason of its own
     */
    public HdHomeRunStream tune(DeviceDescription device, String guideNumber) throws TunerException {
        Lineup lineup = lineup(device);
        LineupChannel channel =
                lineup.find(guideNumber).orElseThrow(() -> Refusal.unknown(guideNumber, device, lineup));
        if (channel.copyProtected()) {
            throw new DeviceErrorException(
                    DeviceError.CONTENT_PROTECTION_REQUIRED,
                    channel + " of " + device + " is copy-protected: the device gives it to no one");
        }
        HttpAnswer answer = get(channel.stream());
        try {
            if (answer.head().status() != 200) {
                throw Refusal.of(answer, channel, device, lineup);
            }
            return new HdHomeRunStream(answer, timeouts.stall());
        } catch (IOException e) {
            throw e instanceof TunerException t ? t : unreachable(channel.stream(), e);
        }
    }

    private JsonNode json(URI uri, int maxBytes) throws TunerException {
        HttpAnswer answer = get(uri);
        if (answer.head().status() != 200) {
            throw new TunerException(uri + " answers " + answer.head().status());
        }
        byte[] content;
        try {
            content = answer.allContent(maxBytes, clock, clock.instant().plus(timeouts.answer()));
            line.hangUp();
        } catch (IOException e) {
            throw unreachable(uri, e);
        }
        try {
            return JSON.readTree(content);
        } catch (JsonProcessingException e) {
            throw new TunerException(uri + " is not JSON: \"" + Excerpt.of(content, content.length) + '"', e);
        } catch (IOException e) {
            throw new TunerException(uri + " is not JSON: " + e.getMessage(), e);
        }
    }

    private HttpAnswer get(URI uri) throws TunerException {
        try {
            return HttpAnswer.get(line, uri, timeouts, clock);
        } catch (IOException e) {
            throw unreachable(uri, e);
        }
    }

    private static TunerException unreachable(URI uri, IOException e) {
        String cause = e instanceof SocketTimeoutException ? "no answer in time" : e.getMessage();
        return new TunerException("cannot read " + uri + ": " + cause, e);
    }
}
