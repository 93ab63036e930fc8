package channel.every.tuner.hdhomerun;

import channel.every.tuner.DeviceReport;
import channel.every.tuner.TunerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks devices about all of their tuners; it takes none. */
public final class DeviceSurvey {
    /** For a page that somebody waits for. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final DeviceTimeouts TIMEOUTS = new DeviceTimeouts(PATIENCE, PATIENCE, PATIENCE);

    private final InstantSource clock;

    public DeviceSurvey(InstantSource clock) {
        this.clock = clock;
    }

    /** What the device of an HDHomeRun's address tells; one that cannot be asked is a report too. */
    public DeviceReport of(URI device) {
        String shown = device.toString().replaceFirst("\\?.*", "");
        try (Line line = new Line()) {
            DeviceAddress address = DeviceAddress.parse(device);
            URI base = address.base(clock);
            HdHomeRunDevice http = new HdHomeRunDevice(base, line, TIMEOUTS, clock);
            DeviceDescription description = http.describe();
            List<DeviceReport.Tuner> tuners = new ArrayList<>();
            try (DeviceControl control =
                    new DeviceControl(InetAddress.getByName(base.getHost()), address.control(), clock)) {
                boolean answers = true;
                for (TunerReport tuner : http.status()) {
                    DeviceReport.Errors errors = answers && tuner.frequencyHz() > 0 ? errors(control, tuner) : null;
                    // A device without a control port does not get one while it is asked.
                    answers = answers && (tuner.frequencyHz() == 0 || errors != null);
                    tuners.add(seen(tuner, errors));
                }
            }
            return new DeviceReport(
                    shown,
                    description.deviceId(),
                    description.name(),
                    description.model(),
                    description.tunerCount(),
                    tuners,
                    null);
        } catch (IOException | IllegalArgumentException e) {
            return DeviceReport.silent(shown, String.valueOf(e.getMessage()));
        }
    }

    private static DeviceReport.@Nullable Errors errors(DeviceControl control, TunerReport tuner) {
        if (!tuner.resource().matches("tuner\\d{1,2}")) {
            return null;
        }
        try {
            DebugCounters counters =
                    control.debug(Integer.parseInt(tuner.resource().substring("tuner".length())));
            return new DeviceReport.Errors(counters.transportErrors(), counters.missing(), counters.crcErrors());
        } catch (TunerException e) {
            return null;
        }
    }

    private static DeviceReport.Tuner seen(TunerReport tuner, DeviceReport.@Nullable Errors errors) {
        return new DeviceReport.Tuner(
                tuner.resource(),
                tuner.channel(),
                tuner.frequencyHz(),
                tuner.strengthPercent(),
                tuner.qualityPercent(),
                tuner.symbolPercent(),
                tuner.targetAddress(),
                tuner.bitsPerSecond(),
                errors);
    }
}
