package channel.every.web;

import channel.every.tuner.DeviceReport;
import channel.every.tuner.TunerLease;
import java.util.List;

/**
 * Devices, and who of this node holds which of their tuners.
 *
 * @param nowUnixMs the node's clock
 */
public record TunerPage(long nowUnixMs, List<DeviceReport> devices, List<Held> held) {
    /**
     * A tuner that this node holds.
     *
     * @param device its number, as in a device's {@code id}
     * @param resource the device's name of the tuner, or empty
     * @param malformedBytes outside of packets
     * @param lostPackets known to be lost on the way from the tuner
     */
    public record Held(
            String device,
            String resource,
            String channel,
            List<Holder> holders,
            long sinceUnixMs,
            long bytes,
            long bitsPerSecond,
            long malformedBytes,
            long lostPackets) {}

    /** @param purpose {@code proof}, {@code recording} or {@code browsing} */
    public record Holder(String name, String purpose, String channel) {}

    static TunerPage of(long nowUnixMs, List<DeviceReport> devices, List<TunerLease> leases) {
        return new TunerPage(
                nowUnixMs, devices, leases.stream().map(TunerPage::held).toList());
    }

    private static Held held(TunerLease lease) {
        return new Held(
                lease.device(),
                lease.resource(),
                lease.tune().channel(),
                lease.holders().stream()
                        .map(h -> new Holder(h.name(), h.purpose().text(), h.channel()))
                        .toList(),
                lease.since().toEpochMilli(),
                lease.bytes(),
                lease.bitsPerSecond(),
                lease.malformedBytes(),
                lease.lostPackets());
    }
}
