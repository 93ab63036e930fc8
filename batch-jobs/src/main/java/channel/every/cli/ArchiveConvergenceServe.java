package channel.every.cli;

import channel.every.convergence.ConvergenceMetrics;
import channel.every.convergence.ManifestComparison;
import channel.every.metrics.MetricFamily;
import channel.every.metrics.http.ListenAddress;
import channel.every.metrics.http.MetricsListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ec-node archive-convergence-serve}: the proof as a target that Prometheus scrapes. */
@Command(
        name = "archive-convergence-serve",
        description = {
            "Compares the archives of two or more publishers at each scrape of /metrics.",
            "What cannot be read shows as scrape_ok 0, and the target stays up."
        },
        mixinStandardHelpOptions = true)
final class ArchiveConvergenceServe implements Callable<Integer> {
    @Mixin
    private ComparisonOptions options = new ComparisonOptions();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:7812",
            description = "Where to serve /metrics and /health. Default: ${DEFAULT-VALUE}.")
    private String listen = "";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        ManifestComparison comparison = options.comparison();
        ListenAddress address = ListenAddress.parse(listen);
        PrintWriter err = command.commandLine().getErr();
        try (ExecutorService threads =
                        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
                MetricsListener listener = MetricsListener.open(address, () -> scrape(comparison, threads, err))) {
            err.println("http://" + listener.address().getHostString() + ":"
                    + listener.address().getPort() + "/metrics until Ctrl-C");
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private List<MetricFamily> scrape(ManifestComparison comparison, ExecutorService threads, PrintWriter err) {
        try {
            return ConvergenceMetrics.of(options.proof(), comparison.report(threads));
        } catch (IOException | IllegalArgumentException e) {
            err.println(e.getMessage());
            return ConvergenceMetrics.unreadable(options.proof());
        }
    }
}
