package channel.every.tuner.dvb;

import static channel.every.tuner.hdhomerun.Eventually.eventually;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In the guest: our classes on the kernel's own DVB core and its test driver vidtv, which transmits on 474 MHz and 11362 MHz. */
@Timeout(60)
final class VidtvReception {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final KernelNodes NODES = new KernelNodes();
    private static final Path ADAPTER = DvbTuner.DEVICES.resolve("adapter0");
    private static final Duration STALL = Duration.ofSeconds(2);
    private static final int ENOUGH_BYTES = 2_000_000;

    /** Some five hundred times as long as vidtv takes to fill a buffer of 500 packets. */
    private static final int OVERFLOW_MILLIS = 20_000;

    private static final int POLLERR = 8;

    private int openBefore;

    @BeforeEach
    void countDescriptors() throws IOException {
        openBefore = openDescriptors();
    }

    @AfterEach
    void everythingIsGivenBack() throws IOException {
        assertThat(openDescriptors()).isEqualTo(openBefore);
        try (DvbTuner next = tuner("")) {
            next.hold();
        }
    }

    private static int openDescriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return (int)
                    open.filter(fd -> target(fd).matches(".*(dvb|eventfd).*")).count();
        }
    }

    private static String target(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static DvbTuner tuner(String options) {
        return new DvbTuner(
                NODES, DvbTuner.DEVICES, DvbAddress.parse(URI.create("dvb://adapter0/frontend0" + options)), CLOCK);
    }

    private static DvbChannel channel(String... lines) throws TunerException {
        return ChannelsConf.parse(Path.of("vidtv.conf"), "[Beethoven]\nSERVICE_ID = 2176\n" + String.join("\n", lines))
                .find("Beethoven");
    }

    private static DvbChannel terrestrial(int mhz) throws TunerException {
        return channel("DELIVERY_SYSTEM = DVBT", "FREQUENCY = " + mhz + "000000", "BANDWIDTH_HZ = 8000000");
    }

    private static PacketAudit receive(DvbTuner tuner, int bytes) throws TunerException {
        PacketAudit audit = new PacketAudit();
        byte[] buffer = new byte[65536];
        for (int left = bytes; left > 0; ) {
            int n = tuner.read(buffer, 0, buffer.length, STALL);
            audit.feed(buffer, n);
            left -= n;
        }
        return audit;
    }

    private static void locksAndDelivers(DvbChannel channel) throws TunerException {
        try (DvbTuner tuner = tuner("")) {
            tuner.hold();
            tuner.tune(channel);
            PacketAudit audit = receive(tuner, ENOUGH_BYTES);
            assertThat(audit.unsynced).as("%s", audit).isZero();
            assertThat(audit.gaps).as("%s", audit).isZero();
            // PAT, SDT and the service's PMT, PCR and audio.
            assertThat(audit.pids).as("%s", audit).contains(0, 17, 0x101, 0x111, 0x200);
            assertThat(tuner.overflows()).isZero();
        }
    }

    @Test
    void the_frontend_says_who_it_is_and_what_it_can() throws TunerException {
        try (DvbTuner tuner = tuner("")) {
            FrontendInfo info = tuner.hold();
            assertThat(info.name()).isEqualTo("Dummy demod for DVB-T/T2/C/S/S2");
            assertThat(info.systems())
                    .containsExactly(
                            DeliverySystem.DVBT,
                            DeliverySystem.DVBT2,
                            DeliverySystem.DVBC_ANNEX_A,
                            DeliverySystem.DVBS,
                            DeliverySystem.DVBS2);
            assertThat(info.otherSystems()).isEmpty();
            assertThat(info.apiVersion()).isGreaterThanOrEqualTo(0x50B);
        }
    }

    @Test
    void a_list_of_devices_has_the_frontend_and_whether_it_is_held() throws TunerException {
        DvbDevice free = DvbDevice.list(NODES, DvbTuner.DEVICES, CLOCK).getFirst();
        assertThat(free.address()).isEqualTo("dvb://adapter0/frontend0");
        assertThat(free.state()).isEqualTo(DvbDevice.State.FREE);
        assertThat(free.slots()).isEmpty();
        try (DvbTuner tuner = tuner("")) {
            tuner.hold();
            DvbDevice held = DvbDevice.list(NODES, DvbTuner.DEVICES, CLOCK).getFirst();
            assertThat(held.info()).isEqualTo(free.info());
            assertThat(held.state()).isEqualTo(DvbDevice.State.HELD);
            assertThat(held.reason()).contains("EBUSY");
        }
    }

    @Test
    void dvb_t_locks_and_delivers_every_packet() throws TunerException {
        locksAndDelivers(terrestrial(474));
    }

    @Test
    void dvb_t2_locks_and_delivers_every_packet() throws TunerException {
        locksAndDelivers(channel("DELIVERY_SYSTEM = DVBT2", "FREQUENCY = 474000000", "BANDWIDTH_HZ = 8000000"));
    }

    @Test
    void dvb_c_locks_and_delivers_every_packet() throws TunerException {
        locksAndDelivers(channel(
                "DELIVERY_SYSTEM = DVBC/ANNEX_A",
                "FREQUENCY = 474000000",
                "SYMBOL_RATE = 6900000",
                "MODULATION = QAM/256"));
    }

    @Test
    void dvb_s_locks_and_delivers_every_packet() throws TunerException {
        locksAndDelivers(channel(
                "DELIVERY_SYSTEM = DVBS",
                "LNB = UNIVERSAL",
                "FREQUENCY = 11362000",
                "POLARIZATION = HORIZONTAL",
                "SYMBOL_RATE = 22000000"));
    }

    @Test
    void dvb_s2_locks_through_dish_and_switch_and_delivers_every_packet() throws TunerException {
        locksAndDelivers(channel(
                "DELIVERY_SYSTEM = DVBS2",
                "LNB = UNIVERSAL",
                "SAT_NUMBER = 1",
                "FREQUENCY = 11362000",
                "POLARIZATION = HORIZONTAL",
                "SYMBOL_RATE = 22000000",
                "MODULATION = PSK/8"));
    }

    @Test
    void nothing_on_600_MHz_is_a_time_out_that_says_how_far_it_came() throws TunerException {
        Instant start = CLOCK.instant();
        try (DvbTuner tuner = tuner("?lock=2")) {
            tuner.hold();
            assertThatThrownBy(() -> tuner.tune(terrestrial(600)))
                    .isInstanceOf(TunerException.class)
                    .hasMessage("adapter0/frontend0 does not lock on DVBT 600 MHz for Beethoven within 2 s: no signal");
        }
        assertThat(Duration.between(start, CLOCK.instant())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
    }

    @Test
    void the_kernel_lets_through_only_the_pids_that_were_asked_for() throws TunerException {
        try (DvbTuner tuner = tuner("?pids=0,273,512-514")) {
            tuner.hold();
            tuner.tune(terrestrial(474));
            PacketAudit audit = receive(tuner, 100_000);
            assertThat(audit.pids).containsExactly(0, 0x111, 0x200);
            assertThat(audit.gaps).isZero();
        }
    }

    @Test
    void an_overflow_is_counted_and_the_stream_goes_on() throws TunerException, IOException {
        try (HeldNodes nodes = new HeldNodes(NODES)) {
            Frontend frontend = new Frontend(nodes.open(ADAPTER.resolve("frontend0"), Access.READ_WRITE), CLOCK);
            frontend.tune(terrestrial(474).multiplex(), null);
            assertThat(frontend.awaitLock(STALL).locked()).isTrue();
            TransportTap tap = new TransportTap(nodes.open(ADAPTER.resolve("dvr0"), Access.READ), 188 * 500);
            TransportTap.pass(nodes.open(ADAPTER.resolve("demux0"), Access.READ_WRITE), TransportTap.WHOLE_MULTIPLEX);
            byte[] buffer = new byte[188 * 100];
            for (int overflows = 1; overflows <= 2; overflows++) {
                awaitOverflow(ADAPTER.resolve("dvr0"));
                assertThat(tap.read(buffer, 0, buffer.length, STALL)).isPositive();
                assertThat(tap.overflows()).isGreaterThanOrEqualTo(overflows);
            }
        }
    }

    /**
     * Waits in the kernel until it has given up a reader's buffer, which it tells as POLLERR (dmxdev.c, dvb_dvr_poll) and nobody asked for
     * POLLIN. The node has one reader, so that its descriptor is the one to ask.
     */
    private static void awaitOverflow(Path node) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"));
                Arena arena = Arena.ofConfined()) {
            Path descriptor = open.filter(fd -> target(fd).equals(node.toString()))
                    .findFirst()
                    .orElseThrow();
            MemorySegment polled = arena.allocate(Structs.POLL);
            polled.set(
                    JAVA_INT,
                    Structs.offset(Structs.POLL, "fd"),
                    Integer.parseInt(descriptor.getFileName().toString()));
            assertThat(SystemCalls.poll(polled, OVERFLOW_MILLIS)).isOne();
            assertThat(polled.get(JAVA_SHORT, Structs.offset(Structs.POLL, "revents")) & POLLERR)
                    .isEqualTo(POLLERR);
        }
    }

    @Test
    void a_frontend_that_is_held_is_refused_as_busy_and_can_be_looked_at() throws TunerException {
        try (DvbTuner holder = tuner("");
                DvbTuner other = tuner("")) {
            holder.hold();
            assertThatThrownBy(other::hold)
                    .isInstanceOf(TunerBusyException.class)
                    .hasMessageContaining("/dev/dvb/adapter0/frontend0 is held by another program (EBUSY)");
            try (Frontend looked = new Frontend(NODES.open(ADAPTER.resolve("frontend0"), Access.READ), CLOCK)) {
                assertThat(looked.info().name()).startsWith("Dummy demod");
            }
            holder.close();
            try (DvbTuner next = tuner("")) {
                next.hold();
            }
        }
    }

    @Test
    void a_dvr_that_another_program_reads_is_refused_as_busy() throws TunerException {
        try (DeviceNode other = NODES.open(ADAPTER.resolve("dvr0"), Access.READ);
                DvbTuner tuner = tuner("")) {
            assertThat(other.closed()).isFalse();
            tuner.hold();
            assertThatThrownBy(() -> tuner.tune(terrestrial(474)))
                    .isInstanceOf(TunerBusyException.class)
                    .hasMessageContaining("/dev/dvb/adapter0/dvr0");
        }
    }

    @Test
    void an_adapter_that_is_not_there_says_so() {
        try (DvbTuner tuner = new DvbTuner(
                NODES, DvbTuner.DEVICES, DvbAddress.parse(URI.create("dvb://adapter7/frontend0")), CLOCK)) {
            assertThatThrownBy(tuner::hold)
                    .isInstanceOfSatisfying(
                            DeviceNodeException.class,
                            e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
        }
    }

    @Test
    void a_silent_stream_is_a_stall_that_names_the_frontends_state() throws TunerException {
        try (DvbTuner tuner = tuner("?pids=4000")) {
            tuner.hold();
            tuner.tune(terrestrial(474));
            assertThatThrownBy(() -> tuner.read(new byte[188], 0, 188, Duration.ofMillis(300)))
                    .isInstanceOf(TunerException.class)
                    .hasMessage("adapter0/frontend0 stalled: no byte for 300 ms; its frontend has"
                            + " signal, carrier, inner code, sync, lock");
        }
    }

    @Test
    void closing_from_another_thread_ends_the_wait_at_once() throws Exception {
        try (DvbTuner tuner = tuner("?pids=4000")) {
            tuner.hold();
            tuner.tune(terrestrial(474));
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread reader = Thread.ofPlatform().start(() -> {
                try {
                    tuner.read(new byte[188], 0, 188, Duration.ofSeconds(50));
                } catch (TunerException e) {
                    ended.complete(e);
                }
            });
            awaitWaiting(reader);
            tuner.close();
            assertThat(ended.get(2, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            DeviceNodeException.class,
                            e -> assertThat(e.errno()).isEqualTo(Errno.EBADF));
            reader.join();
        }
    }

    @Test
    void an_interrupted_reader_ends_with_a_reason() throws Exception {
        try (DvbTuner tuner = tuner("?pids=4000")) {
            tuner.hold();
            tuner.tune(terrestrial(474));
            AtomicReference<TunerException> ended = new AtomicReference<>();
            Thread reader = Thread.ofPlatform().start(() -> {
                try {
                    tuner.read(new byte[188], 0, 188, Duration.ofSeconds(50));
                } catch (TunerException e) {
                    ended.set(e);
                }
            });
            awaitWaiting(reader);
            reader.interrupt();
            reader.join();
            assertThat(ended.get()).hasMessageContaining("EINTR");
        }
    }

    /** In the kernel's poll, as its own list of threads tells. */
    private static void awaitWaiting(Thread reader) {
        eventually("the reader waits in the kernel", () -> !reader.isAlive() || anyThreadPolls());
    }

    private static boolean anyThreadPolls() {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.anyMatch(VidtvReception::polls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean polls(Path task) {
        try {
            // poll(2) is number 7 on x86-64.
            return Files.readString(task.resolve("syscall")).startsWith("7 ");
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void statistics_are_asked_for_when_they_are_wanted_and_never_else() throws TunerException {
        try (DvbTuner tuner = tuner("?statistics=1")) {
            tuner.hold();
            tuner.tune(terrestrial(474));
            receive(tuner, 100_000);
            FrontendStatistics statistics = tuner.statistics().orElseThrow();
            assertThat(statistics.status().locked()).isTrue();
            assertThat(statistics.strength())
                    .isInstanceOfSatisfying(
                            Statistic.Decibel.class,
                            dbm -> assertThat(dbm.value()).isBetween(-100.0, 0.0));
            assertThat(statistics.cnr())
                    .isInstanceOfSatisfying(
                            Statistic.Decibel.class,
                            db -> assertThat(db.value()).isBetween(0.0, 60.0));
        }
        try (DvbTuner tuner = tuner("?statistics=0")) {
            tuner.hold();
            tuner.tune(terrestrial(474));
            receive(tuner, 100_000);
            assertThat(tuner.statistics()).isEmpty();
        }
    }

    @Test
    void twenty_receptions_and_a_thousand_looks_leave_nothing_open() throws TunerException {
        for (int i = 0; i < 20; i++) {
            try (DvbTuner tuner = tuner("")) {
                tuner.hold();
                tuner.tune(terrestrial(474));
                receive(tuner, 50_000);
            }
        }
        for (int i = 0; i < 1000; i++) {
            try (Frontend frontend = new Frontend(NODES.open(ADAPTER.resolve("frontend0"), Access.READ_WRITE), CLOCK)) {
                assertThat(frontend.status().locked()).isIn(List.of(true, false));
            }
        }
    }
}
