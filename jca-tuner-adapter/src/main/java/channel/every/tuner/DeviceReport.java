package channel.every.tuner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device and its tuners, as it shows them itself, whoever uses them.
 *
 * @param device its address, without what could be a secret
 * @param id its own number, empty when it does not answer
 * @param tunerCount 0 when it does not answer
 * @param tuners those it tells of
 * @param problem why it could not be asked, in one line; null when it could
 */
public record DeviceReport(
        String device,
        String id,
        String name,
        String model,
        int tunerCount,
        List<Tuner> tuners,
        @Nullable String problem) {
    /**
     * One tuner.
     *
     * @param channel in use, or empty
     * @param strengthPercent signal strength, -1 when not told, as for the next two
     * @param qualityPercent signal to noise
     * @param symbolPercent share of symbols without an error
     * @param target who gets its stream, or empty
     * @param bitsPerSecond that it sends
     * @param errors what went wrong since it was tuned; null when the device does not tell
     */
    public record Tuner(
            String resource,
            String channel,
            long frequencyHz,
            int strengthPercent,
            int qualityPercent,
            int symbolPercent,
            String target,
            long bitsPerSecond,
            @Nullable Errors errors) {}

    /**
     * Errors of reception.
     *
     * @param transportErrors packets that the demodulator marked as broken
     * @param missingPackets breaks of continuity
     * @param crcErrors broken sections
     */
    public record Errors(long transportErrors, long missingPackets, long crcErrors) {}

    public DeviceReport {
        tuners = List.copyOf(tuners);
    }

    /** A device that cannot be asked. */
    public static DeviceReport silent(String device, String problem) {
        return new DeviceReport(device, "", "", "", 0, List.of(), problem);
    }
}
