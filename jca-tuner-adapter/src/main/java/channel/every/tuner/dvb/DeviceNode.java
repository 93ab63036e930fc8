package channel.every.tuner.dvb;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An open device node. Any thread may close it: a wait ends at once with EBADF, and whatever else is asked of it from then on.
 */
public interface DeviceNode extends AutoCloseable {
    Path path();

    /** A request whose argument is a structure, read or filled by the kernel. @throws DeviceNodeException with the kernel's errno */
    void control(Ioctl request, MemorySegment argument) throws DeviceNodeException;

    /** A request whose argument is a number. @throws DeviceNodeException with the kernel's errno */
    void control(Ioctl request, long argument) throws DeviceNodeException;

    /**
     * Takes bytes that are there into the beginning of {@code bytes}; it never waits.
     *
     * @return how many, 0 at the end
     * @throws DeviceNodeException with EAGAIN when there are none, or another errno of the kernel
     */
    int read(MemorySegment bytes) throws DeviceNodeException;

    /**
     * Waits until there is something to read or to be told by reading, at most {@code limit}, and at most until the thread is interrupted.
     *
     * @return false when the time was up
     */
    boolean awaitReadable(Duration limit) throws DeviceNodeException;

    boolean closed();

    @Override
    void close();
}
