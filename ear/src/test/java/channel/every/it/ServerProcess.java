package channel.every.it;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What the process of a running server holds, counted from outside. */
record ServerProcess(long pid, MBeanServerConnection beans, JMXConnector connector) implements AutoCloseable {
    /** @param server its name, which is in its command line as is where it is installed */
    @SuppressWarnings("BanJNDI") // the address is what the server's own agent told us
    static ServerProcess attach(String server) throws Exception {
        long pid = ProcessHandle.allProcesses()
                .filter(p -> p.info()
                        .commandLine()
                        .filter(line -> line.contains(System.getProperty("every-channel.wlp")) && line.contains(server))
                        .isPresent())
                .mapToLong(ProcessHandle::pid)
                .max()
                .orElseThrow(() -> new AssertionError("no process of server " + server));
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            JMXConnector connector =
                    JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            return new ServerProcess(pid, connector.getMBeanServerConnection(), connector);
        } finally {
            machine.detach();
        }
    }

    int threads() throws IOException {
        return ManagementFactory.getPlatformMXBean(beans, ThreadMXBean.class).getThreadCount();
    }

    long directBytes() throws IOException {
        return ManagementFactory.getPlatformMXBeans(beans, BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** Open sockets, listening ones too. */
    long sockets() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return open.filter(ServerProcess::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closed) {
            return false;
        }
    }

    /** Threads, virtual ones too, that are within a package at the moment: the frames that say so. */
    List<String> framesOf(String packages) throws IOException {
        Path dump = Files.createTempFile("threads", ".txt");
        Files.delete(dump);
        try {
            ManagementFactory.getPlatformMXBean(beans, HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            try (Stream<String> lines = Files.lines(dump)) {
                return lines.filter(line -> line.contains(packages)).toList();
            }
        } finally {
            Files.deleteIfExists(dump);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
