package channel.every.node;

import channel.every.archive.MeteredStore;
import channel.every.archive.ObjectStore;
import channel.every.archive.ReservingStore;
import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.DeviceSpace;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.retention.Retention;
import channel.every.archive.retention.RetentionReport;
import channel.every.metrics.MetricFamily;
import channel.every.metrics.MetricFamily.Sample;
import channel.every.metrics.MetricFamily.Type;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The node's store: metered, kept from filling its device, and pruned. */
final class NodeArchive {
    private static final Logger LOG = System.getLogger(NodeArchive.class.getName());

    private final ReservingStore reserving;
    private final MeteredStore metered;
    private final Retention retention;
    private final boolean limited;
    private final AtomicLong pruned = new AtomicLong();
    private final AtomicLong prunedBytes = new AtomicLong();
    private volatile boolean retained = true;

    NodeArchive(DataDirectory data, ArchiveSettings settings, InstantSource clock) {
        FileObjectStore files = new FileObjectStore(data.cas());
        reserving = new ReservingStore(files, new DeviceSpace(data.cas()), settings.reserveBytes());
        metered = new MeteredStore(reserving);
        retention = new Retention(data, files, settings.retention(), clock);
        limited = settings.retention().limit();
    }

    ObjectStore objects() {
        return metered;
    }

    boolean full() throws IOException {
        return reserving.full();
    }

    long freeBytes() throws IOException {
        return reserving.freeBytes();
    }

    /** Takes what has expired away; what cannot be done now is said and tried again. */
    void prune() {
        if (!limited) {
            return;
        }
        try {
            RetentionReport report = retention.pass(() -> Thread.currentThread().isInterrupted());
            pruned.addAndGet(report.pruned());
            prunedBytes.addAndGet(report.prunedBytes());
            retained = true;
        } catch (IOException e) {
            retained = false;
            LOG.log(Level.ERROR, "nothing is pruned: {0}", e.getMessage());
        }
    }

    List<MetricFamily> metrics() {
        List<MetricFamily> families = new ArrayList<>(metered.metrics(Map.of()));
        families.add(counter(
                "every_channel_store_puts_refused_total", "Puts refused for want of room.", reserving.refused()));
        families.add(counter("every_channel_store_objects_pruned_total", "Objects that expired.", pruned.get()));
        families.add(counter("every_channel_store_pruned_bytes_total", "Bytes that expired.", prunedBytes.get()));
        families.add(gauge(
                "every_channel_store_retention_ok", "0 while expired objects cannot be pruned.", retained ? 1 : 0));
        try {
            families.add(gauge(
                    "every_channel_store_full",
                    "1 while the store takes nothing because its device has less room than the reserve.",
                    full() ? 1 : 0));
            families.add(gauge("every_channel_store_free_bytes", "Room on the store's device.", freeBytes()));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the store's device does not say how full it is: {0}", e.getMessage());
        }
        return families;
    }

    private static MetricFamily counter(String name, String help, long value) {
        return new MetricFamily(name, Type.COUNTER, help, List.of(new Sample(Map.of(), value)));
    }

    private static MetricFamily gauge(String name, String help, double value) {
        return new MetricFamily(name, Type.GAUGE, help, List.of(new Sample(Map.of(), value)));
    }
}
