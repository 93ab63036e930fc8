package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkIndex;
import channel.every.hash.Blake3Hash;
import channel.every.ts.PesHeader;
import channel.every.ts.TsPacket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Two receivers of one simulated broadcast, whatever they miss, agree on every window that both call proof-eligible.
 * {@code -Dsimulation.runs=1000000} for a longer one; {@code -Dseed=<seed> -Dsimulation.runs=1} replays the run of a failure.
 */
class TwoReceiversSimulationTest {
    private static final int RUNS = Integer.getInteger("simulation.runs", 10_000);

    private final LongAdder windows = new LongAdder();
    private final LongAdder eligible = new LongAdder();
    private final LongAdder common = new LongAdder();
    private final LongAdder behindJump = new LongAdder();
    private final LongAdder youngTwice = new LongAdder();

    @Test
    void two_receivers_agree_on_every_window_that_both_call_eligible() {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("simulation of " + RUNS + " broadcasts, -Dseed=" + seed);
        IntStream.range(0, RUNS).parallel().forEach(run -> run(seed + run));
        System.out.println(windows + " windows, " + eligible + " eligible, " + common + " eligible for both, "
                + behindJump + " of them in broadcasts whose PCR jumped; " + youngTwice
                + " indexes, too young for one, meant other content to the other");
        assertThat(common.sum()).as("windows eligible for both").isGreaterThan(RUNS * 3L);
        assertThat(behindJump.sum())
                .as("of them in broadcasts whose PCR jumped")
                .isGreaterThan(RUNS / 4);
    }

    private void run(long seed) {
        SimulatedBroadcast broadcast = new SimulatedBroadcast(new Random(seed));
        Receiver first = SimulatedReception.of(broadcast, new Random(seed ^ 0x5555));
        Receiver second = SimulatedReception.of(broadcast, new Random(seed ^ 0xAAAA));
        windows.add(first.windows.size() + second.windows.size());
        Map<Blake3Hash, ChunkIndex> indexes = new HashMap<>();
        second.windows.values().stream()
                .filter(SourceWindow::proofEligible)
                .forEach(window -> indexes.put(window.input().hash(), window.index()));
        first.windows.forEach((index, window) -> {
            SourceWindow other = second.windows.get(index);
            if (window.proofEligible()) {
                eligible.increment();
                assertThat(indexes.getOrDefault(window.input().hash(), window.index()))
                        .as("index of equal content, -Dseed=%d -Dsimulation.runs=1", seed)
                        .isEqualTo(window.index());
            }
            if (other != null) {
                compare(broadcast, window, other, seed);
            }
        });
    }

    private void compare(SimulatedBroadcast broadcast, SourceWindow window, SourceWindow other, long seed) {
        boolean both = window.proofEligible() && other.proofEligible();
        if (window.input().hash().equals(other.input().hash())) {
            common.add(both ? 1 : 0);
            behindJump.add(both && !broadcast.jumps.isEmpty() ? 1 : 0);
            return;
        }
        assertThat(both)
                .as(
                        "window %s differs: on air at %d and %d ms, jumps %s, -Dseed=%d -Dsimulation.runs=1",
                        window.index(),
                        onAir(broadcast, window) / 27_000,
                        onAir(broadcast, other) / 27_000,
                        broadcast.jumps,
                        seed)
                .isFalse();
        youngTwice.add(Receiver.sound(window) && Receiver.sound(other) ? 1 : 0);
    }

    /** When the first picture of a window was sent, by the number in it. */
    private static long onAir(SimulatedBroadcast broadcast, SourceWindow window) {
        byte[] needle = firstPicture(window);
        TsPacket packet = new TsPacket();
        for (int i = 0; i < broadcast.packets.size(); i++) {
            packet.at(broadcast.packets.get(i), 0);
            PesHeader header = PesHeader.read(packet);
            if (header != null
                    && header.streamId() == 0xE0
                    && packet.payloadLength() >= header.headerLength() + needle.length) {
                int from = packet.payloadOffset() + header.headerLength();
                if (Arrays.equals(packet.buffer(), from, from + needle.length, needle, 0, needle.length)) {
                    return broadcast.times.get(i);
                }
            }
        }
        throw new AssertionError("a picture that was never on air");
    }

    /** Start codes and number of the picture that a window starts with. */
    private static byte[] firstPicture(SourceWindow window) {
        byte[] canonical = window.input().transportStream();
        int length = SimulatedBroadcast.intraLength(
                Objects.requireNonNull(window.input().videoCodec()));
        TsPacket packet = new TsPacket();
        for (int at = 0; at < canonical.length; at += TsPacket.SIZE) {
            packet.at(canonical, at);
            PesHeader header = PesHeader.read(packet);
            if (packet.pid() == CanonicalStream.VIDEO_PID.value() && header != null) {
                int from = packet.payloadOffset() + header.headerLength();
                return Arrays.copyOfRange(canonical, from, from + length);
            }
        }
        throw new AssertionError("a window without a picture");
    }
}
