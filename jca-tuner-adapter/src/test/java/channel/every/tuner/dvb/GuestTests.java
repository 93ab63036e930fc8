package channel.every.tuner.dvb;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests in the guest and leaves a file for each: empty where it passed, else why not. */
final class GuestTests {
    private GuestTests() {}

    /** @param arguments the directory for the files, then the names of test classes, run in their order */
    public static void main(String[] arguments) throws ClassNotFoundException {
        Path results = Path.of(arguments[0]);
        Launcher launcher = LauncherFactory.create();
        for (String name : List.of(arguments).subList(1, arguments.length)) {
            launcher.execute(
                    LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(Class.forName(name)))
                            .build(),
                    new Results(results));
        }
    }

    private record Results(Path directory) implements TestExecutionListener {
        private static double uptime() {
            try {
                return Double.parseDouble(
                        Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void testPlanExecutionStarted(TestPlan plan) {
            try {
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void executionStarted(TestIdentifier test) {
            if (test.isTest()) {
                System.out.println("* " + uptime() + " " + test.getDisplayName());
            }
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            String reason = result.getThrowable().map(Results::trace).orElse("");
            if (!reason.isEmpty()) {
                System.out.println(reason);
            }
            if (test.isTest() || !reason.isEmpty()) {
                try {
                    Files.writeString(directory.resolve(fileName(test)), reason);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        private static String fileName(TestIdentifier test) {
            return test.getDisplayName().replaceAll("\\(.*\\)$", "").replaceAll("[^A-Za-z0-9_]+", "-");
        }

        private static String trace(Throwable thrown) {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }
}
