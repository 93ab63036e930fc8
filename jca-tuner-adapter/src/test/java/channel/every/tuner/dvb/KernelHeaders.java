package channel.every.tuner.dvb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a C compiler makes of expressions over the kernel's own headers. */
final class KernelHeaders {
    private static final List<String> HEADERS = List.of(
            "stdio.h",
            "stddef.h",
            "errno.h",
            "fcntl.h",
            "poll.h",
            "sys/eventfd.h",
            "sys/ioctl.h",
            "linux/dvb/frontend.h",
            "linux/dvb/dmx.h",
            "linux/dvb/ca.h");

    private KernelHeaders() {}

    /** The value of each expression, in a probe compiled and run in {@code directory}. */
    static Map<String, Long> values(Path directory, Iterable<String> expressions)
            throws IOException, InterruptedException {
        assertThat(Path.of("/usr/include/linux/dvb/frontend.h"))
                .as("the kernel's headers: apt-get install linux-libc-dev")
                .exists();
        StringBuilder source = new StringBuilder("#define _GNU_SOURCE\n");
        HEADERS.forEach(header -> source.append("#include <").append(header).append(">\n"));
        source.append("int main(void) {\n");
        for (String expression : expressions) {
            source.append("printf(\"%lld\\t%s\\n\", (long long)(")
                    .append(expression)
                    .append("), \"")
                    .append(expression)
                    .append("\");\n");
        }
        source.append("return 0; }\n");
        Path probe = directory.resolve("probe");
        Files.writeString(directory.resolve("probe.c"), source);
        run(
                "gcc",
                "-std=gnu11",
                "-Wall",
                "-Werror",
                "-o",
                probe.toString(),
                directory.resolve("probe.c").toString());
        Map<String, Long> values = new HashMap<>();
        for (String line : run(probe.toString()).lines().toList()) {
            String[] told = line.split("\t", 2);
            values.put(told[1], Long.parseLong(told[0]));
        }
        return values;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new AssertionError(command[0] + " cannot be run: apt-get install gcc", e);
        }
        List<String> output = new ArrayList<>();
        output.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertThat(process.waitFor()).as("%s said %s", command[0], output).isZero();
        return output.getFirst();
    }
}
