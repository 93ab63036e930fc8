package channel.every.cli;

import channel.every.convergence.ConvergenceMetrics;
import channel.every.convergence.measure.MeasuredSample;
import channel.every.convergence.measure.Measurement;
import channel.every.convergence.measure.MeasurementMetrics;
import channel.every.convergence.measure.MeasurementReport;
import channel.every.convergence.measure.MeasurementSettings;
import channel.every.convergence.measure.MeasurementWindow;
import channel.every.metrics.MetricFamily;
import channel.every.metrics.http.ListenAddress;
import channel.every.metrics.http.MetricsListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ec-node archive-convergence-measure-serve}: a measurement whose samples are Prometheus' scrapes. */
@Command(
        name = "archive-convergence-measure-serve",
        description = {
            "Samples running publishers once at each scrape of /metrics.",
            "measurement_ok is 1 only after scrapes have agreed for the time of --elapsed."
        },
        mixinStandardHelpOptions = true)
final class ArchiveConvergenceMeasureServe implements Callable<Integer> {
    @Mixin
    private MeasurementOptions options = new MeasurementOptions();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:7813",
            description = "Where to serve /metrics and /health. Default: ${DEFAULT-VALUE}.")
    private String listen = "";

    @Spec
    private CommandSpec command = CommandSpec.create();

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws IOException, InterruptedException {
        // Scrapes come when they come; a pause longer than the span is what breaks a measurement.
        MeasurementSettings settings = options.settings(1);
        ListenAddress address = ListenAddress.parse(listen);
        PrintWriter err = command.commandLine().getErr();
        MeasurementWindow window = new MeasurementWindow(settings);
        try (Measurement measurement = options.open(settings);
                MetricsListener listener =
                        MetricsListener.open(address, () -> scrape(settings, measurement, window, err))) {
            err.println("http://" + listener.address().getHostString() + ":"
                    + listener.address().getPort() + "/metrics until Ctrl-C");
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private List<MetricFamily> scrape(
            MeasurementSettings settings, Measurement measurement, MeasurementWindow window, PrintWriter err) {
        try {
            MeasuredSample sample = measurement.take(clock.millis());
            window.add(sample);
            return MeasurementMetrics.of(MeasurementReport.of(settings, window, sample, measurement.convergence()));
        } catch (IOException e) {
            err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ConvergenceMetrics.unreadable(settings.proof().value());
    }
}
