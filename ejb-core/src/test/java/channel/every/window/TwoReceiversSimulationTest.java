package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.ts.PesHeader;
import channel.every.ts.TsPacket;
import java.util.Arrays;
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
    private final LongAdder renumbered = new LongAdder();

    @Test
    void two_receivers_agree_on_every_window_that_both_call_eligible() {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("simulation of " + RUNS + " broadcasts, -Dseed=" + seed);
        IntStream.range(0, RUNS).parallel().forEach(run -> run(seed + run));
        System.out.println(windows + " windows, " + eligible + " eligible, " + common + " eligible for both, "
                + renumbered + " renumbered behind a PCR jump");
        assertThat(common.sum()).as("windows eligible for both").isGreaterThan(RUNS * 3L);
    }

    private void run(long seed) {
        SimulatedBroadcast broadcast = new SimulatedBroadcast(new Random(seed));
        Receiver first = SimulatedReception.of(broadcast, new Random(seed ^ 0x5555));
        Receiver second = SimulatedReception.of(broadcast, new Random(seed ^ 0xAAAA));
        windows.add(first.windows.size() + second.windows.size());
        eligible.add(first.windows.values().stream()
                .filter(SourceWindow::proofEligible)
                .count());
        first.windows.forEach((index, window) -> {
            SourceWindow other = second.windows.get(index);
            if (other != null && window.proofEligible() && other.proofEligible()) {
                compare(broadcast, window, other, seed);
            }
        });
    }

    private void compare(SimulatedBroadcast broadcast, SourceWindow window, SourceWindow other, long seed) {
        if (window.input().hash().equals(other.input().hash())) {
            common.increment();
            return;
        }
        long one = onAir(broadcast, window);
        long two = onAir(broadcast, other);
        long sixteen = 16 * broadcast.cadence.ticks27M();
        boolean behindJump = broadcast.jumps.stream()
                .anyMatch(jump -> Math.min(one, two) < jump && Math.max(one, two) - jump < sixteen + 27_000_000);
        assertThat(behindJump)
                .as(
                        "window %s differs: on air at %d and %d ms, jumps %s, -Dseed=%d -Dsimulation.runs=1",
                        window.index(), one / 27_000, two / 27_000, broadcast.jumps, seed)
                .isTrue();
        renumbered.increment();
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
