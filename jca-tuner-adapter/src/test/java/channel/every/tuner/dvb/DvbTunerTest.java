package channel.every.tuner.dvb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DvbTunerTest {
    private static final int LOCKED = 0x1F;
    private static final Duration STALL = Duration.ofSeconds(1);

    private final FakeNodes kernel = new FakeNodes();
    private final SteppedClock clock = new SteppedClock(Duration.ofMillis(500));

    @AfterEach
    void nothingStaysOpen() {
        assertThat(kernel.open()).isZero();
    }

    private DvbTuner tuner(String options) {
        return new DvbTuner(
                kernel,
                Path.of("/nowhere"),
                DvbAddress.parse(URI.create("dvb://adapter0/frontend0?statistics=0" + options)),
                clock);
    }

    private static DvbChannel channel(String... lines) throws TunerException {
        return ChannelsConf.parse(Path.of("test.conf"), "[Some]\n" + String.join("\n", lines))
                .find("Some");
    }

    private static DvbChannel atsc() throws TunerException {
        return channel("DELIVERY_SYSTEM = ATSC", "MODULATION = VSB/8", "FREQUENCY = 473000000");
    }

    private void tune(DvbChannel channel) throws TunerException {
        kernel.statuses.add(LOCKED);
        try (DvbTuner tuner = tuner("")) {
            tuner.hold();
            tuner.tune(channel);
        }
    }

    @Test
    void atsc_is_tuned_with_frequency_and_vsb_and_read_whole() throws TunerException {
        tune(atsc());
        assertThat(kernel.calls)
                .containsExactly(
                        "open frontend0 READ_WRITE",
                        "FE_GET_INFO",
                        "FE_GET_PROPERTY",
                        "FE_SET_PROPERTY 2=0",
                        "FE_SET_PROPERTY 17=11 3=473000000 4=7 1=0",
                        "FE_READ_STATUS",
                        "open dvr0 READ",
                        "DMX_SET_BUFFER_SIZE 7520000",
                        "open demux0 READ_WRITE",
                        "DMX_SET_PES_FILTER pid=8192 input=0 output=2 type=20 flags=4",
                        "close demux0",
                        "close dvr0",
                        "close frontend0");
    }

    @Test
    void north_american_cable_is_tuned_with_its_modulation() throws TunerException {
        tune(channel("DELIVERY_SYSTEM = DVBC/ANNEX_B", "MODULATION = QAM/256", "FREQUENCY = 651000000"));
        assertThat(kernel.calls).contains("FE_SET_PROPERTY 17=2 3=651000000 4=5 1=0");
    }

    @Test
    void dvb_s_is_tuned_to_what_the_dish_makes_of_it() throws TunerException {
        tune(channel(
                "DELIVERY_SYSTEM = DVBS",
                "LNB = UNIVERSAL",
                "FREQUENCY = 12188000",
                "POLARIZATION = VERTICAL",
                "SYMBOL_RATE = 27500000",
                "INNER_FEC = 3/4"));
        assertThat(kernel.calls)
                .containsSequence(
                        "FE_SET_PROPERTY 2=0",
                        "FE_SET_TONE 1",
                        "FE_SET_VOLTAGE 0",
                        "FE_SET_TONE 0",
                        "FE_SET_PROPERTY 17=5 3=1588000 6=2 8=27500000 9=3 1=0");
    }

    @Test
    void a_switch_is_told_by_diseqc_which_dish_polarization_and_band() throws TunerException {
        tune(channel(
                "DELIVERY_SYSTEM = DVBS2",
                "LNB = UNIVERSAL",
                "SAT_NUMBER = 1",
                "FREQUENCY = 11362000",
                "POLARIZATION = HORIZONTAL",
                "SYMBOL_RATE = 22000000",
                "MODULATION = PSK/8",
                "STREAM_ID = 4"));
        assertThat(kernel.calls)
                .containsSequence(
                        "FE_SET_TONE 1",
                        "FE_SET_VOLTAGE 1",
                        "FE_DISEQC_SEND_MASTER_CMD e0 10 38 f6",
                        "FE_DISEQC_SEND_BURST 1",
                        "FE_SET_TONE 1",
                        "FE_SET_PROPERTY 17=6 3=1612000 4=9 6=2 8=22000000 9=9 12=2 13=3 42=4 1=0");
    }

    @Test
    void no_lock_in_time_names_channel_limit_and_how_far_it_came() throws TunerException {
        kernel.statuses.add(0x03);
        try (DvbTuner tuner = tuner("&lock=3")) {
            tuner.hold();
            assertThatThrownBy(() -> tuner.tune(atsc()))
                    .isExactlyInstanceOf(TunerException.class)
                    .hasMessage(
                            "adapter0/frontend0 does not lock on ATSC 473 MHz for Some within 3 s: signal, carrier");
        }
    }

    @Test
    void a_lock_that_comes_late_but_in_time_is_one() throws TunerException {
        kernel.statuses.add(0);
        kernel.statuses.add(0x07);
        tune(atsc());
        assertThat(kernel.calls.stream().filter("FE_READ_STATUS"::equals)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"open frontend0 READ_WRITE", "open dvr0 READ"})
    void a_device_in_other_hands_is_busy_and_says_how_to_find_whose(String call) throws TunerException {
        kernel.statuses.add(LOCKED);
        kernel.refused.put(call, Errno.EBUSY);
        try (DvbTuner tuner = tuner("")) {
            assertThatThrownBy(() -> {
                        tuner.hold();
                        tuner.tune(atsc());
                    })
                    .isInstanceOf(TunerBusyException.class)
                    .hasMessageContaining("is held by another program (EBUSY)")
                    .hasMessageContaining("fuser -v /nowhere/adapter0/");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FE_GET_INFO",
                "FE_GET_PROPERTY",
                "FE_SET_PROPERTY 2=0",
                "FE_SET_PROPERTY 17=11 3=473000000 4=7 1=0",
                "FE_READ_STATUS",
                "DMX_SET_BUFFER_SIZE 7520000",
                "open demux0 READ_WRITE",
                "DMX_SET_PES_FILTER pid=8192 input=0 output=2 type=20 flags=4"
            })
    void whatever_the_kernel_refuses_is_told_and_everything_given_back(String call) throws TunerException {
        kernel.statuses.add(LOCKED);
        kernel.refused.put(call, Errno.EIO);
        try (DvbTuner tuner = tuner("")) {
            assertThatThrownBy(() -> {
                        tuner.hold();
                        tuner.tune(atsc());
                    })
                    .isInstanceOf(TunerException.class)
                    .hasMessageContaining("input/output error of the driver (EIO)");
        }
    }

    @Test
    void half_reads_waits_and_overflows_lose_no_byte_that_was_there() throws TunerException {
        kernel.statuses.add(LOCKED);
        kernel.deliveries.add(new byte[] {1, 2, 3});
        kernel.deliveries.add(Errno.EAGAIN);
        kernel.deliveries.add(new byte[] {4});
        kernel.deliveries.add(Errno.EOVERFLOW);
        kernel.deliveries.add(Errno.EAGAIN);
        kernel.deliveries.add(new byte[] {5, 6});
        try (DvbTuner tuner = tuner("")) {
            tuner.hold();
            tuner.tune(atsc());
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] buffer = new byte[188];
            while (all.size() < 6) {
                all.write(buffer, 0, tuner.read(buffer, 0, buffer.length, STALL));
            }
            assertThat(all.toByteArray()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(tuner.overflows()).isEqualTo(1);
        }
    }

    @Test
    void an_error_of_the_driver_ends_the_stream() throws TunerException {
        kernel.statuses.add(LOCKED);
        kernel.deliveries.add(Errno.ENODEV);
        try (DvbTuner tuner = tuner("")) {
            tuner.hold();
            tuner.tune(atsc());
            assertThatThrownBy(() -> tuner.read(new byte[188], 0, 188, STALL))
                    .isInstanceOfSatisfying(
                            DeviceNodeException.class,
                            e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV))
                    .hasMessageContaining("the device was taken away");
        }
    }

    @Test
    void silence_is_a_stall_with_the_frontends_state() throws TunerException {
        kernel.statuses.add(LOCKED);
        kernel.statuses.add(0x01);
        kernel.deliveries.add(Errno.EAGAIN);
        try (DvbTuner tuner = tuner("")) {
            tuner.hold();
            tuner.tune(atsc());
            assertThatThrownBy(() -> tuner.read(new byte[188], 0, 188, STALL))
                    .hasMessage("adapter0/frontend0 stalled: no byte for 1000 ms; its frontend has signal");
        }
    }

    @Test
    void a_closed_reception_opens_nothing_more() {
        DvbTuner tuner = tuner("");
        tuner.close();
        assertThatThrownBy(tuner::hold)
                .isInstanceOfSatisfying(
                        DeviceNodeException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EBADF));
        assertThat(kernel.calls).isEmpty();
    }

    @Test
    void each_pid_gets_a_filter_of_its_own() throws TunerException {
        kernel.statuses.add(LOCKED);
        try (DvbTuner tuner = tuner("&pids=0,8187")) {
            tuner.hold();
            tuner.tune(atsc());
        }
        assertThat(kernel.calls)
                .containsSequence(
                        "open demux0 READ_WRITE",
                        "DMX_SET_PES_FILTER pid=0 input=0 output=2 type=20 flags=4",
                        "open demux0 READ_WRITE",
                        "DMX_SET_PES_FILTER pid=8187 input=0 output=2 type=20 flags=4");
    }
}
