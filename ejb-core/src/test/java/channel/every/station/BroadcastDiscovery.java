package channel.every.station;

import channel.every.tuner.control.DiscoverRequest;
import channel.every.tuner.hdhomerun.DeviceSearch;
import channel.every.tuner.hdhomerun.FoundDevice;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** In a network namespace: a station on the usual port, and what the vendor's client and ours find by asking everybody. */
final class BroadcastDiscovery {
    private static final long POLL_NANOS = 50_000_000;

    private BroadcastDiscovery() {}

    public static void main(String[] arguments) throws Exception {
        awaitLinkLocal();
        InstantSource clock = InstantSource.system();
        try (Station station = Station.start(
                TestBroadcasts.open(TestBroadcasts.atsc()),
                List.of(DeviceSettings.parse("a=0,control=65001")),
                InetAddress.ofLiteral("0.0.0.0"),
                clock)) {
            System.out.println("vendor: " + VendorsClient.run("discover"));
            DeviceSearch search = new DeviceSearch(clock, DeviceSearch.PORT);
            for (FoundDevice found : search.everywhere(DiscoverRequest.toAll())) {
                System.out.println("ours: " + found);
            }
            for (FoundDevice found : search.groups(DiscoverRequest.toAll())) {
                System.out.println("groups: " + found);
            }
        }
        System.exit(0);
    }

    /** An interface's own IPv6 address is usable once nobody else has claimed it, which takes a second or two. */
    private static void awaitLinkLocal() throws Exception {
        for (int polls = 0; polls < 200; polls++) {
            if (NetworkInterface.getByName("d0").getInterfaceAddresses().size() > 1) {
                LockSupport.parkNanos(40 * POLL_NANOS);
                return;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
