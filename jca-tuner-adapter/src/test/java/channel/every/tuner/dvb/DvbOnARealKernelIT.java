package channel.every.tuner.dvb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import channel.every.tuner.ra.VidtvFeeds;
import jakarta.resource.spi.ResourceAdapter;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.Launcher;
import org.opentest4j.AssertionFailedError;

/**
 * Boots Debian's kernel with its DVB test driver in qemu and runs {@link VidtvReception}, {@link VidtvFeeds} and {@link VidtvRemoval} there; each of
 * their tests is told here. {@code -Ddvb.guest=skip} leaves it out, for machines that are no Debian 12 on amd64.
 */
final class DvbOnARealKernelIT {
    private static final Path SCRIPTS = Path.of("src/test/guest").toAbsolutePath();
    private static final Path GUEST = Path.of("target/guest").toAbsolutePath();
    private static final List<Class<?>> TESTS = List.of(VidtvReception.class, VidtvFeeds.class, VidtvRemoval.class);

    /** One of each library that the tests need in the guest. */
    private static final List<Class<?>> LIBRARIES = List.of(
            API.class,
            NullMarked.class,
            AssertionFailedError.class,
            Assertions.class,
            Test.class,
            ParameterizedTest.class,
            JupiterTestEngine.class,
            ReflectionSupport.class,
            TestEngine.class,
            Launcher.class,
            ResourceAdapter.class);

    private static final Path RESULTS = GUEST.resolveSibling("guest-output");

    @BeforeAll
    static void boot() throws IOException, InterruptedException, URISyntaxException {
        assumeTrue(!"skip".equals(System.getProperty("dvb.guest")), "-Ddvb.guest=skip");
        run("build", GUEST.toString());
        Path application = GUEST.resolveSibling("guest-application");
        clear(application);
        clear(RESULTS);
        Files.createDirectories(application.resolve("lib"));
        copy(location(DvbTuner.class), application.resolve("classes"));
        copy(location(VidtvReception.class), application.resolve("tests"));
        for (Class<?> library : LIBRARIES) {
            Path jar = location(library);
            Files.copy(jar, application.resolve("lib").resolve(jar.getFileName()));
        }
        Files.writeString(
                application.resolve("run"),
                "exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED"
                        + " -cp '/app/classes:/app/tests:/app/lib/*' " + GuestTests.class.getName()
                        + " /app/out/results "
                        + TESTS.stream().map(Class::getName).collect(Collectors.joining(" ")) + '\n');
        run("run", GUEST.toString(), application.toString(), RESULTS.toString());
    }

    private static void run(String script, String... arguments) throws IOException, InterruptedException {
        Path log = GUEST.resolveSibling("guest-" + script + ".log");
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(SCRIPTS.resolve(script).toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        int status = builder.start().waitFor();
        assertThat(status)
                .as("%s left with %s; %s:\n%s", script, status, log, Files.readString(log))
                .isZero();
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void clear(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.toList().reversed()) {
                    Files.delete(file);
                }
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> in_the_guest() throws IOException {
        Set<String> wanted = TESTS.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        // What went wrong outside of a test counts too.
        try (Stream<Path> told = Files.list(RESULTS.resolve("results"))) {
            told.map(file -> file.getFileName().toString()).forEach(wanted::add);
        }
        return wanted.stream()
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> assertThat(RESULTS.resolve("results").resolve(name))
                                .as("%s in the guest; its console is target/guest-run.log", name)
                                .hasContent("")));
    }

    @Test
    void the_kernel_found_nothing_to_complain_about() throws IOException {
        assertThat(Files.readString(RESULTS.resolve("dmesg"))).doesNotContain("BUG:", "Oops", "WARNING:", "Call Trace");
    }
}
