package channel.every.cli;

import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.http.ArchiveServer;
import channel.every.archive.http.ServedArchive;
import channel.every.identity.Label;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node archive-serve}: an archive for peers and players, without an application server. */
@Command(
        name = "archive-serve",
        description = "Serves an archive over HTTP, with the same resources as a node, until it is stopped.",
        mixinStandardHelpOptions = true)
final class ArchiveServe implements Callable<Integer> {
    @Parameters(paramLabel = "DATA", description = "Data directory of a node: with cas/ and manifests/ in it.")
    private Path data = Path.of("");

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:7811",
            description = "Default: ${DEFAULT-VALUE}. Port 0 takes any free one.")
    private String listen = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Show manifests to the holder of this token only.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--open",
            description = "Show manifests to everybody who reaches the port, beyond this machine too.")
    private boolean open;

    @Option(
            names = "--node",
            paramLabel = "NAME",
            defaultValue = "archive",
            description = "What peers are told its name is. Default: ${DEFAULT-VALUE}.")
    private String node = "";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<String> token = token(tokenFile);
        InetSocketAddress address = address(listen);
        if (token.isEmpty() && !open && !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "--listen \"" + listen
                            + "\" is reached from other machines: give --token-file, or --open if everybody may read the manifests");
        }
        if (!Files.isDirectory(data)) {
            throw new IllegalArgumentException("\"" + data + "\" is no directory");
        }
        DataDirectory directory = new DataDirectory(data);
        try (DataDirectory.OpenIndexes indexes = directory.indexes();
                ArchiveServer server = ArchiveServer.start(
                        new ServedArchive(
                                new Label(node), new FileObjectStore(directory.cas()), indexes.byPublisher(), token),
                        address)) {
            PrintWriter out = command.commandLine().getErr();
            out.println("serving " + data + " (" + indexes.byPublisher().keySet() + ") on http://"
                    + server.address().getHostString() + ":" + server.address().getPort() + "/v1/capabilities");
            out.flush();
            CountDownLatch interrupted = new CountDownLatch(1);
            interrupted.await();
        }
        return 0;
    }

    /** A secret on a command line would be in every list of processes. */
    static Optional<String> token(@Nullable Path file) throws IOException {
        if (file == null) {
            return Optional.empty();
        }
        String token = Files.readString(file).strip();
        if (token.isEmpty()) {
            throw new IllegalArgumentException("--token-file \"" + file + "\" is empty");
        }
        return Optional.of(token);
    }

    private static InetSocketAddress address(String text) throws IOException {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            return new InetSocketAddress(InetAddress.getByName(text.substring(0, colon)), port);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("--listen is HOST:PORT, as in 127.0.0.1:7811: \"" + text + '"', e);
        }
    }
}
