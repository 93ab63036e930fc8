package channel.every.tuner.ra;

import static channel.every.tuner.hdhomerun.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.Claim;
import channel.every.tuner.TunerConnection;
import channel.every.tuner.TunerConnectionFactory;
import channel.every.tuner.TunerLease;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In the guest: the resource adapter itself, with a frontend of the kernel's test driver. */
@Timeout(60)
public final class VidtvFeeds {
    private static final int PACKET = 188;
    private static final int PID_OF_BEETHOVEN = 0x111;

    @TempDir
    Path directory;

    @Test
    void consumers_of_one_multiplex_share_the_frontend_and_give_it_back_with_the_last() throws Exception {
        Path channels = Files.writeString(directory.resolve("channels.conf"), """
                [Beethoven]
                SERVICE_ID = 2176
                DELIVERY_SYSTEM = DVBT
                FREQUENCY = 474000000
                BANDWIDTH_HZ = 8000000
                """);
        URI device = URI.create("dvb://adapter0/frontend0?channels=" + channels);
        try (Container container = new Container().started()) {
            TunerConnectionFactory tuners = container.factory();
            try (TunerConnection one = tuners.connect(new ChannelTune(device, "Beethoven"), Claim.proof("one"));
                    TunerConnection whole =
                            tuners.connect(new ChannelTune(device, "dvbt-474000000"), Claim.browsing("whole"))) {
                assertThat(pids(one)).contains(0, PID_OF_BEETHOVEN).doesNotContain(0x1FFF);
                assertThat(pids(whole)).contains(0, PID_OF_BEETHOVEN, 0x1FFF);
                assertThat(tuners.leases()).hasSize(1);
                TunerLease lease = tuners.leases().getFirst();
                assertThat(lease.device()).isEqualTo("dvb/adapter0/frontend0");
                assertThat(lease.holders()).hasSize(2);
                assertThat(lease.malformedBytes()).isZero();
                assertThat(lease.lostPackets()).isZero();
            }
            eventually("the frontend is free", () -> tunersHeld(tuners) == 0);
        }
    }

    private static int tunersHeld(TunerConnectionFactory tuners) {
        try {
            return tuners.leases().size();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Set<Integer> pids(TunerConnection connection) throws Exception {
        Set<Integer> pids = new TreeSet<>();
        for (int i = 0; i < 3000; i++) {
            byte[] packet = connection.transportStream().readNBytes(PACKET);
            assertThat(packet[0]).isEqualTo((byte) 0x47);
            pids.add((packet[1] & 0x1F) << 8 | packet[2] & 0xFF);
        }
        return pids;
    }
}
