package channel.every.tuner.hdhomerun;

import static channel.every.tuner.hdhomerun.ScriptedControl.HERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.tuner.TunerException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A device whose network loses, repeats and delays datagrams, or that is too old for RTP. */
class TargetReceptionTest {
    private static final Duration STALL = Duration.ofMillis(1500);

    private final ScriptedControl control = new ScriptedControl();

    TargetReceptionTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        control.close();
    }

    private TargetReception reception() {
        InstantSource clock = InstantSource.system();
        return new TargetReception(new DeviceControl(HERE, control.port(), clock), HERE, 0, 4711, STALL, clock);
    }

    private TargetReception begun() throws TunerException {
        TargetReception reception = reception();
        reception.begin("auto:689000000", 3);
        return reception;
    }

    /** @return the numbers of the datagrams whose packets came */
    private static List<Long> read(TargetReception reception, int datagrams) throws TunerException {
        List<Long> numbers = new ArrayList<>();
        byte[] packets = new byte[7 * 188];
        for (int i = 0; i < datagrams; i++) {
            assertThat(reception.read(packets, 0, packets.length)).isEqualTo(packets.length);
            assertThat(packets[0]).isEqualTo((byte) 0x47);
            numbers.add(NumberedPackets.number(packets, 0) / 7);
        }
        return numbers;
    }

    @Test
    void what_the_network_lost_is_counted_over_the_wrap_of_the_sequence_too() throws Exception {
        control.sends(65533, 65534, 0, 1, 5);
        try (TargetReception reception = begun()) {
            read(reception, 5);
            assertThat(reception.lostPackets()).isEqualTo((1 + 3) * 7);
            assertThatThrownBy(() -> read(reception, 1)).hasMessageContaining("stalled: no datagram for 1500 ms");
        }
        assertThat(control.sets)
                .containsExactly(
                        "lockkey=4711",
                        "channel=auto:689000000 with 4711",
                        "program=3 with 4711",
                        "target=rtp://127.0.0.1:PORT with 4711",
                        "target=none with 4711",
                        "lockkey=none with 4711");
    }

    @Test
    void a_copy_and_what_comes_too_late_are_passed_over_and_a_sender_that_begins_anew_has_lost_nothing()
            throws Exception {
        control.sends(10, 11, 11, 13, 12, 14, 40_000, 40_001, 40_001, 7);
        try (TargetReception reception = begun()) {
            assertThat(read(reception, 7)).containsExactly(10L, 11L, 13L, 14L, 40_000L, 40_001L, 7L);
            assertThat(reception.lostPackets()).isEqualTo(7);
        }
    }

    @Test
    void a_device_too_old_for_rtp_sends_plain_datagrams() throws Exception {
        control.knowsNoRtp();
        control.sends(1, 2, 3);
        try (TargetReception reception = begun()) {
            read(reception, 3);
            assertThat(reception.lostPackets()).isZero();
        }
        assertThat(control.sets).contains("target=udp://127.0.0.1:PORT with 4711");
    }

    @Test
    void a_tuner_without_a_lock_is_given_back() {
        control.hasLock("none");
        try (TargetReception reception = reception()) {
            assertThatThrownBy(() -> reception.begin("auto:689000000", 3))
                    .isInstanceOf(TunerException.class)
                    .hasMessageContaining("tuner0 of 127.0.0.1 has no lock on auto:689000000");
        }
        assertThat(control.sets).endsWith("target=none with 4711", "lockkey=none with 4711");
    }

    @Test
    void a_tuner_that_nobody_wants_any_more_is_given_back_while_it_still_waits_for_a_lock() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        control.hasLock("none");
        control.hook(request -> {
            if (request.name().endsWith("/status")) {
                waits.countDown();
            }
        });
        TargetReception reception = reception();
        CompletableFuture<Void> beginning = CompletableFuture.runAsync(() -> {
            try (reception) {
                assertThatThrownBy(() -> reception.begin("auto:689000000", 3))
                        .isInstanceOf(TunerException.class)
                        .hasMessage("tuner0 of 127.0.0.1 is not wanted any more");
            }
        });
        waits.await();
        reception.interrupt();
        beginning.join();
        assertThat(control.sets)
                .containsExactly(
                        "lockkey=4711",
                        "channel=auto:689000000 with 4711",
                        "target=none with 4711",
                        "lockkey=none with 4711");
    }
}
