package channel.every.tuner.ra;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process has open: descriptors, sockets among them, and bytes of direct buffers. */
record ProcessHoldings(long descriptors, long directBytes) {
    /** A test's own server keeps a few connections for a while. */
    private static final int SERVERS_OWN = 10;

    /** The JDK keeps a direct buffer for each thread that wrote to a channel. */
    private static final long JDKS_OWN = 2 * 1024 * 1024;

    static ProcessHoldings now() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return new ProcessHoldings(
                    open.count(),
                    ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                            .filter(pool -> pool.getName().equals("direct"))
                            .mapToLong(BufferPoolMXBean::getMemoryUsed)
                            .sum());
        } catch (IOException e) {
            throw new AssertionError("this test counts descriptors in /proc/self/fd", e);
        }
    }

    boolean notMoreThan(ProcessHoldings before) {
        return descriptors <= before.descriptors + SERVERS_OWN && directBytes <= before.directBytes + JDKS_OWN;
    }
}
