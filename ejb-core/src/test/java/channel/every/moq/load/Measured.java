package channel.every.moq.load;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** What a child process says of itself: its port, then at each line it is sent its CPU time in nanoseconds and what else there is. */
final class Measured {
    private Measured() {}

    /** Returns when it is told nothing more. */
    static void answer(int port, Supplier<String> more) throws IOException {
        System.out.println(port);
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            System.out.println(system.getProcessCpuTime() + " " + resident() + "; " + more.get());
        }
    }

    private static String resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .map(line -> line.replaceAll("\\s+", " "))
                .findFirst()
                .orElse("VmRSS unknown");
    }
}
