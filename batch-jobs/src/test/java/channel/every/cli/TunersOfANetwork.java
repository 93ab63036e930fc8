package channel.every.cli;

import channel.every.station.DeviceSettings;
import channel.every.station.LoopCache;
import channel.every.station.Multiplex;
import channel.every.station.Standard;
import channel.every.station.Station;
import channel.every.station.StationSettings;
import channel.every.station.VideoSize;
import channel.every.tuner.hdhomerun.DeviceAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** In a network namespace of its own: a station on the usual port, and {@code ec-node tuners} as somebody types it there. */
final class TunersOfANetwork {
    private TunersOfANetwork() {}

    public static void main(String[] arguments) throws Exception {
        InstantSource clock = InstantSource.system();
        Multiplex air = Multiplex.open(
                StationSettings.of(Standard.ATSC).withPicture(new VideoSize(320, 180), 3_000_000),
                new LoopCache(Path.of("target", "station-cache"), line -> {}));
        DeviceAddress byNumber = DeviceAddress.parse(URI.create("hdhomerun://EC7BE43E"));
        try (Station station = Station.start(
                air, List.of(DeviceSettings.parse("a=0,control=65001")), InetAddress.ofLiteral("0.0.0.0"), clock)) {
            EcNode.commandLine("tuners").execute("tuners");
            System.out.println("by number: " + byNumber.base(clock).getHost());
            new ProcessBuilder("sh", "-c", "ip addr del 10.9.8.7/24 dev d0 && ip addr add 10.9.8.70/24 brd + dev d0")
                    .inheritIO()
                    .start()
                    .waitFor();
            System.out.println("moved: " + byNumber.base(clock).getHost());
            System.out.println(station.devices().getFirst().deviceId() + " goes");
        }
        System.out.println("status " + EcNode.commandLine("tuners").execute("tuners"));
        System.exit(0);
    }
}
