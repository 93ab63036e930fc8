package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.ObjectKind;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.mesh.KeyFolder;
import channel.every.mesh.SigningKey;
import channel.every.mesh.TrustList;
import channel.every.station.DeviceSettings;
import channel.every.station.LoopCache;
import channel.every.station.Multiplex;
import channel.every.station.Reception;
import channel.every.station.Standard;
import channel.every.station.Station;
import channel.every.station.StationSettings;
import channel.every.station.VideoSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One read of a tuner, two relays as processes, one of which is killed and comes back, and an archive of what each of them carries. */
final class RelayedArchiveTest {
    private static final Label DEMO = new Label("demo");
    private static final String VARIANT =
            "ec/stream/v1/broadcast/atsc/tsid-2049/program-1/callsign-KCOP/profile-demo/variant-360p";

    /** A machine that needs longer for anything that is waited for is broken, not busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path root = Path.of("unset");

    private final List<Thread> commands = new ArrayList<>();
    private final StringWriter said = new StringWriter();

    private Station station;
    private RelayProcess first;
    private RelayProcess second;

    @BeforeEach
    void on_air() throws Exception {
        LoopCache cache = new LoopCache(LoopCache.usualDirectory(), line -> {});
        Multiplex multiplex = Multiplex.open(
                StationSettings.of(Standard.ATSC).withPicture(new VideoSize(640, 360), 6_000_000), cache);
        // One tuner: whoever reads it a second time is refused.
        station = Station.start(
                multiplex,
                List.of(new DeviceSettings("a", 0, 1, Reception.PERFECT)),
                InetAddress.getLoopbackAddress(),
                InstantSource.system());
        first = new RelayProcess(root.resolve("first"));
        second = new RelayProcess(root.resolve("second"));
        SigningKey key = new KeyFolder(root.resolve("keys")).create(new SecureRandom());
        Files.writeString(
                root.resolve("trust"), new TrustList.Entry(key.verifyKey(), new Label("publisher")).toString());
    }

    @AfterEach
    void off_air() throws Exception {
        for (Thread each : commands) {
            each.interrupt();
            each.join();
        }
        first.close();
        second.close();
        station.close();
    }

    @Test
    void one_read_feeds_two_relays_of_which_one_may_die_and_their_archives_are_the_publishers() throws Exception {
        start(
                "moq-publish",
                "--input",
                station.devices().getFirst().uri() + "/auto/v5.1",
                "--broadcast",
                "demo",
                "--profile",
                "demo",
                "--relay",
                first.url(),
                "--relay",
                second.url(),
                "--certificate-hash",
                first.certificateHash(),
                "--certificate-hash",
                second.certificateHash(),
                "--publish-manifests",
                "--keys",
                root.resolve("keys").toString(),
                "--source-node",
                "publisher",
                "--cas-root",
                root.resolve("own/cas").toString(),
                "--manifest-root",
                root.resolve("own/manifests").toString());
        archive(first, "one");
        archive(second, "two");
        until("both archives", () -> windows("one") >= 3 && windows("two") >= 3);
        assertThat(station.devices().getFirst().tunersInUse()).isEqualTo(1);

        first.kill();
        long when = windows("two");
        until("the second relay to be fed on", () -> windows("two") >= when + 3);
        long before = windows("one");
        first.startAgain();
        until("the first relay to be fed again", () -> windows("one") >= before + 3);
        assertThat(station.devices().getFirst().tunersInUse()).isEqualTo(1);

        Map<String, Blake3Hash> own = hashes("own");
        for (String name : List.of("one", "two")) {
            Map<String, Blake3Hash> copied = hashes(name);
            assertThat(copied).isNotEmpty();
            assertThat(own).containsAllEntriesOf(copied);
            try (JsonLinesIndex index = index(name)) {
                assertThat(index.since(DEMO, ArchiveRecord.PROOF_TRACK, 0)).allSatisfy(each -> {
                    assertThat(each.sourceNode()).isEqualTo("publisher");
                    assertThat(root.resolve(name).resolve("cas").resolve(Objects.requireNonNull(each.casPath())))
                            .hasSize(each.size());
                });
            }
        }
    }

    private void archive(RelayProcess relay, String name) {
        start(
                "wt-archive",
                VARIANT,
                "--relay",
                relay.url(),
                "--certificate-hash",
                relay.certificateHash(),
                "--broadcast",
                "demo",
                "--trust",
                root.resolve("trust").toString(),
                "--source-node",
                "archiver-" + name,
                "--cas-root",
                root.resolve(name).resolve("cas").toString(),
                "--manifest-root",
                root.resolve(name).resolve("manifests").toString());
    }

    private void start(String... arguments) {
        commands.add(Thread.ofPlatform().name(arguments[0]).start(() -> {
            PrintWriter writer = new PrintWriter(said, true);
            EcNode.commandLine(arguments).setErr(writer).setOut(writer).execute(arguments);
        }));
    }

    private long windows(String name) throws IOException {
        return hashes(name).keySet().stream()
                .filter(each -> each.contains(ObjectKind.MEDIA.text()))
                .count();
    }

    /** Of the proof, by rendition, kind and sequence. */
    private Map<String, Blake3Hash> hashes(String name) throws IOException {
        Map<String, Blake3Hash> hashes = new HashMap<>();
        try (JsonLinesIndex index = index(name)) {
            for (ArchiveRecord each : index.since(DEMO, ArchiveRecord.PROOF_TRACK, 0)) {
                hashes.put(
                        each.rendition() + " " + each.kind().text() + " " + each.groupSequence(),
                        Objects.requireNonNull(each.hash()));
            }
        }
        return hashes;
    }

    private JsonLinesIndex index(String name) {
        return new JsonLinesIndex(root.resolve(name).resolve("manifests"));
    }

    private void until(String what, Callable<Boolean> reached) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + " did not come; the commands said:\n" + said);
            }
            Thread.sleep(100);
        }
    }
}
