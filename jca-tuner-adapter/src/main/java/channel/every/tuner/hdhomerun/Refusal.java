package channel.every.tuner.hdhomerun;

import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerException;
import channel.every.tuner.UnknownChannelException;
import java.util.Optional;

/** What a device means when it gives no stream. */
final class Refusal {
    private Refusal() {}

    static TunerException of(HttpAnswer answer, LineupChannel channel, DeviceDescription device, Lineup lineup) {
        String told = answer.head().field("X-HDHomeRun-Error").orElse("");
        Optional<DeviceError> error = DeviceError.parse(told);
        if (error.isPresent()) {
            return of(error.get(), channel, device, lineup);
        }
        int status = answer.head().status();
        String message = answer.uri() + " answers " + status + (told.isEmpty() ? "" : ": " + Excerpt.of(told));
        return switch (status) {
            case 404 -> unknown(channel.guideNumber(), device, lineup);
            // Without a code, 503 is "busy, or nothing received": both can pass.
            case 503 -> new TunerBusyException(message);
            default -> new TunerException(status / 100 == 3 ? message + ", and redirects are not followed" : message);
        };
    }

    private static TunerException of(
            DeviceError error, LineupChannel channel, DeviceDescription device, Lineup lineup) {
        String message = device + " refuses " + channel + ": " + error;
        return switch (error) {
            case UNKNOWN_CHANNEL -> unknown(channel.guideNumber(), device, lineup);
            case SYSTEM_BUSY, TUNER_IN_USE, ALL_TUNERS_IN_USE -> new TunerBusyException(message);
            case UNKNOWN_TRANSCODE_PROFILE,
                    TUNE_FAILED,
                    NO_VIDEO_DATA,
                    DVR_FAILURE,
                    PLAYBACK_CONNECTION_LIMIT,
                    DVR_FULL,
                    CONTENT_PROTECTION_REQUIRED -> new DeviceErrorException(error, message);
        };
    }

    static UnknownChannelException unknown(String guideNumber, DeviceDescription device, Lineup lineup) {
        return new UnknownChannelException("no channel " + guideNumber + " on " + device + "; it has " + lineup);
    }
}
