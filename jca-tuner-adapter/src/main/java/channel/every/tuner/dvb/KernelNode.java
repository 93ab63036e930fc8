package channel.every.tuner.dvb;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * A node of the kernel. Its descriptor is closed once no call is under way any more, because the kernel gives the number of a closed
 * one to the next that is opened; a second descriptor wakes whoever waits.
 */
final class KernelNode implements DeviceNode {
    private static final long POLL_BYTES = Structs.POLL.byteSize();
    private static final long EVENTS = Structs.offset(Structs.POLL, "events");
    private static final long RETURNED = Structs.offset(Structs.POLL, "revents");

    /** A thread that is interrupted while it waits in the kernel is heard after so long. */
    private static final int LONGEST_WAIT_MILLIS = 100;

    private final Path path;
    private final int fd;
    private final int waker;
    private int callsUnderWay;
    private boolean closed;

    KernelNode(Path path, int fd, int waker) {
        this.path = path;
        this.fd = fd;
        this.waker = waker;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public void control(Ioctl request, MemorySegment argument) throws DeviceNodeException {
        call(request.toString(), () -> SystemCalls.control(fd, request.request(), argument));
    }

    @Override
    public void control(Ioctl request, long argument) throws DeviceNodeException {
        call(request.toString(), () -> SystemCalls.control(fd, request.request(), argument));
    }

    @Override
    public int read(MemorySegment bytes) throws DeviceNodeException {
        return call("read", () -> SystemCalls.read(fd, bytes));
    }

    @Override
    public boolean awaitReadable(Duration limit) throws DeviceNodeException {
        long left = limit.toMillis();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment polled = arena.allocate(2 * POLL_BYTES);
            want(polled, 0, fd);
            want(polled, POLL_BYTES, waker);
            do {
                int wait = (int) Math.clamp(left, 0, LONGEST_WAIT_MILLIS);
                int ready = call("poll", () -> SystemCalls.poll(polled, wait));
                if (closed()) {
                    throw new DeviceNodeException("poll " + path, Errno.EBADF);
                }
                if (ready > 0) {
                    return true;
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw new DeviceNodeException("poll " + path, Errno.EINTR);
                }
                left -= wait;
            } while (left > 0);
        }
        return false;
    }

    private static void want(MemorySegment polled, long at, int descriptor) {
        polled.set(JAVA_INT, at, descriptor);
        polled.set(JAVA_SHORT, at + EVENTS, (short) SystemCalls.POLLIN);
        polled.set(JAVA_SHORT, at + RETURNED, (short) 0);
    }

    /** A signal may interrupt any call; then it is made again. */
    private int call(String name, IntSupplier systemCall) throws DeviceNodeException {
        enter(name);
        try {
            int result;
            do {
                result = systemCall.getAsInt();
            } while (result == -Errno.EINTR.number());
            if (result < 0) {
                throw new DeviceNodeException(name + " " + path, new Errno(-result));
            }
            return result;
        } finally {
            leave();
        }
    }

    private synchronized void enter(String name) throws DeviceNodeException {
        if (closed) {
            throw new DeviceNodeException(name + " " + path, Errno.EBADF);
        }
        callsUnderWay++;
    }

    private synchronized void leave() {
        callsUnderWay--;
        if (closed && callsUnderWay == 0) {
            release();
        }
    }

    @Override
    public synchronized boolean closed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (callsUnderWay == 0) {
            release();
        } else {
            wake();
        }
    }

    private void wake() {
        try (Arena arena = Arena.ofConfined()) {
            SystemCalls.write(waker, arena.allocateFrom(ValueLayout.JAVA_LONG, 1));
        }
    }

    /** Errors of close(2) say nothing that could be mended: the descriptor is gone either way. */
    private void release() {
        SystemCalls.close(fd);
        SystemCalls.close(waker);
    }
}
