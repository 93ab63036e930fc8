package channel.every.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node as an operator runs it: its own server directory, the EAR from its configuration, started and killed as a process. */
final class OperatedServer implements AutoCloseable {
    static final String ADMIN_PASSWORD = "operated-password";

    private final Path wlp = Path.of(System.getProperty("every-channel.wlp"));
    private final String name;
    private final int httpPort;
    private final int httpsPort;
    private @Nullable Process process;

    private OperatedServer(String name, int httpPort, int httpsPort) {
        this.name = name;
        this.httpPort = httpPort;
        this.httpsPort = httpsPort;
    }

    /** @param variables further Liberty variables as XML elements */
    static OperatedServer create(String name, String variables) throws IOException {
        OperatedServer server = new OperatedServer(name, FreePort.find(), FreePort.find());
        Path shipped = server.wlp.resolve("usr/servers/every-channel");
        Path directory = server.directory();
        delete(directory);
        Files.createDirectories(directory.resolve("configDropins/overrides"));
        Files.createDirectories(directory.resolve("jdbc"));
        for (String file : List.of(
                "server.xml", "application.xml", "jvm.options", "server.env", "jdbc/h2.jar", "jdbc/postgresql.jar")) {
            Files.copy(shipped.resolve(file), directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(directory.resolve("configDropins/overrides/node.xml"), """
                <server>
                  <quickStartSecurity userName="admin" userPassword="%s"/>
                  <variable name="every-channel.ear" value="%s"/>
                  <variable name="every-channel.http.port" value="%d"/>
                  <variable name="every-channel.https.port" value="%d"/>
                  <variable name="every-channel.data" value="%s"/>
                  %s
                </server>
                """.formatted(
                        ADMIN_PASSWORD,
                        System.getProperty("every-channel.ear"),
                        server.httpPort,
                        server.httpsPort,
                        server.data(),
                        variables));
        return server;
    }

    /** Adds variables that name what was not known before, as the ports of other servers. */
    void configure(String variables) throws IOException {
        Files.writeString(
                directory().resolve("configDropins/overrides/more.xml"), "<server>" + variables + "</server>");
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> tree = Files.walk(directory)) {
                for (Path each : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private Path directory() {
        return wlp.resolve("usr/servers").resolve(name);
    }

    Path data() {
        return directory().resolve("data");
    }

    int httpsPort() {
        return httpsPort;
    }

    Node node() {
        return new Node(httpPort);
    }

    /** Starts it and waits until the node is ready. */
    void start() throws Exception {
        launch();
        ready();
    }

    /** Starts it, and does not wait. */
    void launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(wlp.resolve("bin/server").toString(), "run", name)
                .redirectErrorStream(true)
                .redirectOutput(directory().resolve("console.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = builder.start();
    }

    /** Waits until the node is ready. */
    void ready() throws Exception {
        Wait.until("the server", () -> node().get("/health/ready").statusCode(), status -> status == 200);
    }

    /** As a power failure or the OOM killer does it. */
    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            List<ProcessHandle> all = Stream.concat(running.descendants(), Stream.of(running.toHandle()))
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            running.waitFor();
            process = null;
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
