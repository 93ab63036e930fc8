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
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An HDHomeRun's HTTP API (info.hdhomerun.com/info/http_api), asked over one {@link Line}. */
public final class HdHomeRunDevice {
    /** A real discover.json has some 400 bytes. */
    static final int MAX_DISCOVER_BYTES = 64 * 1024;

    /** Some 200 bytes a channel: room for twenty thousand. */
    static final int MAX_LINEUP_BYTES = 4 * 1024 * 1024;

    private static final int STREAM_PORT = 5004;
    private static final Pattern PHYSICAL = Pattern.compile("ch\\d{1,10}(?:-\\d{1,5})?");
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
     * Takes one of the device's tuners and starts to receive.
     *
     * @param wanted a virtual channel {@code 5.1}, a multiplex {@code ch473000000} or {@code ch14}, or a program {@code ch14-3}
     * @param tuner {@code tuner0}, or {@code auto} for any
     * @param length of the stream, null for one without end
     * @throws TunerBusyException when the device says it has no tuner free
     * @throws UnknownChannelException when its lineup has no such channel
     * @throws DeviceErrorException when it refuses for another reason of its own
     */
    public HdHomeRunStream tune(
            DeviceDescription device, Lineup lineup, String wanted, String tuner, @Nullable Duration length)
            throws TunerException {
        LineupChannel channel = PHYSICAL.matcher(wanted).matches()
                ? new LineupChannel(wanted, "", streams(device, lineup).resolve("/auto/" + wanted), false, 0, 0)
                : lineup.find(wanted).orElseThrow(() -> Refusal.unknown(wanted, device, lineup));
        if (channel.copyProtected()) {
            throw new DeviceErrorException(
                    DeviceError.CONTENT_PROTECTION_REQUIRED,
                    channel + " of " + device + " is copy-protected: the device gives it to no one");
        }
        URI stream = URI.create(channel.stream().toString().replaceFirst("/auto/", '/' + tuner + '/')
                + (length == null ? "" : "?duration=" + Math.max(1, length.toSeconds())));
        HttpAnswer answer = get(stream);
        try {
            if (answer.head().status() != 200) {
                throw Refusal.of(answer, channel, device, lineup);
            }
            return new HdHomeRunStream(answer, timeouts.stall());
        } catch (IOException e) {
            throw e instanceof TunerException t ? t : unreachable(stream, e);
        }
    }

    /** A virtual channel on any tuner, without end. */
    public HdHomeRunStream tune(DeviceDescription device, String guideNumber) throws TunerException {
        return tune(device, lineup(device), guideNumber, "auto", null);
    }

    /** Where the device serves streams: the lineup's addresses tell, else it is the port that all real ones use. */
    private static URI streams(DeviceDescription device, Lineup lineup) {
        return lineup.channels().stream()
                .map(LineupChannel::stream)
                .findFirst()
                .orElseGet(() -> URI.create("http://" + device.base().getHost() + ":" + STREAM_PORT));
    }

    /** The device's tuners as {@code status.json} shows them. */
    public List<TunerReport> status() throws TunerException {
        return TunerReport.read(base, json(HttpUri.directory(base).resolve("status.json"), MAX_DISCOVER_BYTES));
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
