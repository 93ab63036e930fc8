package channel.every.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Debian's OpenSSH server on loopback with a port, host key and user keys of its own. */
final class LocalSshd implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    private final Path directory;
    private final int port;
    private final Process process;

    private LocalSshd(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /**
     * @param directory for its keys and configuration
     * @param wrapper words ahead of the server's own command, such as those that give it a small disk
     */
    static LocalSshd start(Path directory, String... wrapper) throws Exception {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IOException("these tests need " + PROGRAM + ": apt-get install openssh-server");
        }
        Path home = Files.createDirectories(directory.toAbsolutePath());
        for (String key : List.of("host", "other", "user", "stranger")) {
            Files.deleteIfExists(home.resolve(key));
            run(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    "",
                    "-f",
                    home.resolve(key).toString());
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.copy(home.resolve("user.pub"), home.resolve("authorized_keys"), StandardCopyOption.REPLACE_EXISTING);
        Path config = Files.writeString(home.resolve("sshd_config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %2$s/host
                AuthorizedKeysFile %2$s/authorized_keys
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                Subsystem sftp internal-sftp
                """.formatted(port, home));
        if (System.getProperty("user.name").equals("root")) {
            // sshd(8): where it locks itself in before anybody has logged on
            Files.createDirectories(Path.of("/run/sshd"));
        }
        List<String> command = new ArrayList<>(List.of(wrapper));
        command.addAll(List.of(PROGRAM.toString(), "-D", "-f", config.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
        LocalSshd server = new LocalSshd(home, port, process);
        server.known("known", "host");
        server.known("changed", "other");
        Files.writeString(home.resolve("empty"), "");
        server.await();
        return server;
    }

    private void known(String file, String key) throws IOException {
        String[] words = Files.readString(directory.resolve(key + ".pub")).split(" ");
        Files.writeString(directory.resolve(file), "[127.0.0.1]:" + port + " " + words[0] + " " + words[1] + "\n");
    }

    private void await() throws Exception {
        while (process.isAlive()) {
            try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                Thread.onSpinWait();
            }
        }
        throw new IOException("sshd ended: " + Files.readString(directory.resolve("log")));
    }

    /** A file of its directory: the keys {@code user} and {@code stranger}, the host files {@code known}, {@code changed}, {@code empty}. */
    Path file(String name) {
        return directory.resolve(name);
    }

    String address() {
        return System.getProperty("user.name") + "@127.0.0.1:" + port;
    }

    /** A command that does what the lines say and then runs the ec-node of this build. */
    Path command(String name, String... lines) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String script = String.join(
                "\n",
                "#!/bin/bash",
                String.join("\n", lines),
                "exec " + java + " -XX:+UseSerialGC --add-modules jdk.incubator.vector -cp '"
                        + System.getProperty("java.class.path") + "' channel.every.cli.EcNode \"$@\"",
                "");
        Path file = Files.writeString(directory.resolve(name), script);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
        return file;
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    @Override
    public void close() throws Exception {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
    }
}
