package channel.every.tuner.dvb;

import static channel.every.tuner.hdhomerun.Eventually.eventually;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's calls on pipes, which read and wait as dvr nodes do. */
@Timeout(60)
class KernelNodeTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path directory;

    private final KernelNodes kernel = new KernelNodes();
    private Path pipe = Path.of("");

    @BeforeEach
    void makePipe() throws IOException, InterruptedException {
        pipe = directory.resolve("dvr0");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
    }

    private static void refusedWith(Errno errno, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DeviceNodeException.class, e -> assertThat(e.errno()).isEqualTo(errno));
    }

    @Test
    void half_reads_give_what_is_there_then_nothing_then_the_end() throws IOException {
        try (DeviceNode node = kernel.open(pipe, Access.READ);
                Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(188);
            try (OutputStream writer = Files.newOutputStream(pipe)) {
                writer.write(new byte[] {0x47, 1, 2});
                assertThat(node.awaitReadable(LONG)).isTrue();
                assertThat(node.read(bytes)).isEqualTo(3);
                assertThat(bytes.asSlice(0, 3).toArray(JAVA_BYTE)).containsExactly(0x47, 1, 2);
                refusedWith(Errno.EAGAIN, () -> node.read(bytes));
                assertThat(node.awaitReadable(Duration.ofMillis(20))).isFalse();
            }
            assertThat(node.read(bytes)).isZero();
        }
    }

    @Test
    void a_node_that_is_no_dvb_device_refuses_its_requests() throws IOException {
        try (DeviceNode node = kernel.open(pipe, Access.READ_WRITE)) {
            refusedWith(Errno.ENOTTY, () -> node.control(Ioctl.DMX_SET_BUFFER_SIZE, 188));
            try (Arena arena = Arena.ofConfined()) {
                refusedWith(Errno.ENOTTY, () -> node.control(Ioctl.FE_GET_INFO, arena.allocate(Structs.FRONTEND_INFO)));
            }
        }
    }

    @Test
    void a_node_that_is_not_there_is_named() {
        assertThatThrownBy(() -> kernel.open(directory.resolve("frontend9"), Access.READ_WRITE))
                .hasMessage("open " + directory + "/frontend9: no such device node (ENOENT)");
    }

    @Test
    void closing_from_another_thread_ends_a_wait() throws Exception {
        DeviceNode node = kernel.open(pipe, Access.READ_WRITE);
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                node.awaitReadable(LONG);
            } catch (DeviceNodeException e) {
                ended.complete(e);
            }
        });
        eventually("the reader waits", () -> reader.isAlive() && waitsInNative(reader));
        node.close();
        assertThat(ended.get(5, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        DeviceNodeException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EBADF));
        assertThat(node.closed()).isTrue();
        reader.join();
    }

    @Test
    void an_interrupt_ends_a_wait() throws Exception {
        try (DeviceNode node = kernel.open(pipe, Access.READ_WRITE)) {
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread reader = Thread.ofPlatform().start(() -> {
                try {
                    node.awaitReadable(LONG);
                } catch (DeviceNodeException e) {
                    ended.complete(e);
                }
            });
            eventually("the reader waits", () -> reader.isAlive() && waitsInNative(reader));
            reader.interrupt();
            assertThat(ended.get(5, TimeUnit.SECONDS)).hasMessageContaining("EINTR");
            reader.join();
        }
    }

    private static boolean waitsInNative(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("poll"));
    }

    @Test
    void a_closed_node_answers_every_call_with_EBADF() throws IOException {
        DeviceNode node = kernel.open(pipe, Access.READ_WRITE);
        node.close();
        node.close();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(1);
            refusedWith(Errno.EBADF, () -> node.read(bytes));
        }
        refusedWith(Errno.EBADF, () -> node.awaitReadable(LONG));
        refusedWith(Errno.EBADF, () -> node.control(Ioctl.FE_SET_TONE, 0));
    }

    @Test
    void a_thousand_receptions_closed_by_another_thread_leave_no_descriptor() throws Exception {
        long before = descriptors();
        for (int i = 0; i < 1000; i++) {
            DeviceNode node = kernel.open(pipe, Access.READ_WRITE);
            AtomicBoolean ended = new AtomicBoolean();
            Thread reader = Thread.ofPlatform().start(() -> {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment bytes = arena.allocate(188);
                    while (node.awaitReadable(LONG)) {
                        node.read(bytes);
                    }
                } catch (DeviceNodeException e) {
                    ended.set(e.is(Errno.EBADF));
                }
            });
            node.close();
            reader.join();
            assertThat(ended).isTrue();
        }
        assertThat(descriptors()).isEqualTo(before);
    }

    private long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(fd -> {
                        try {
                            String target = Files.readSymbolicLink(fd).toString();
                            return target.equals(pipe.toString()) || target.contains("eventfd");
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .count();
        }
    }
}
