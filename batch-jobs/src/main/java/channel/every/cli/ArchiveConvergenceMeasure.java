package channel.every.cli;

import channel.every.convergence.measure.MeasuredSample;
import channel.every.convergence.measure.Measurement;
import channel.every.convergence.measure.MeasurementMetrics;
import channel.every.convergence.measure.MeasurementReport;
import channel.every.convergence.measure.MeasurementSettings;
import channel.every.convergence.measure.MeasurementWindow;
import channel.every.json.Json;
import channel.every.metrics.PrometheusText;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ec-node archive-convergence-measure}: the production proof harness of ECP-0156. */
@Command(
        name = "archive-convergence-measure",
        description = {
            "Samples running publishers until they have agreed for long enough, then reports.",
            "A sample that proves nothing begins the time anew, and says why on stderr."
        },
        mixinStandardHelpOptions = true)
final class ArchiveConvergenceMeasure implements Callable<Integer> {
    @Mixin
    private MeasurementOptions options = new MeasurementOptions();

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "From one sample to the next. Default: ${DEFAULT-VALUE}.")
    private double interval;

    @Option(
            names = "--give-up",
            paramLabel = "SECONDS",
            description = "Report unproven after this time. Default: three times --elapsed.")
    private double giveUp;

    @Option(names = "--require-ok", description = "Exit 1 unless the measurement is complete and ok.")
    private boolean requireOk;

    @Option(names = "--prometheus", description = "Print gauges instead of the JSON report.")
    private boolean prometheus;

    @Mixin
    private ReportOutput output = new ReportOutput();

    @Spec
    private CommandSpec command = CommandSpec.create();

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws IOException, InterruptedException {
        output.check();
        MeasurementSettings settings = options.settings(interval);
        MeasurementReport report;
        try (Measurement measurement = options.open(settings)) {
            report = run(settings, measurement);
        }
        output.writeText(
                prometheus ? PrometheusText.render(MeasurementMetrics.of(report)) : Json.pretty(report),
                command.commandLine().getOut());
        return requireOk && !report.ok() ? EcNode.NOT_PROVEN : 0;
    }

    private MeasurementReport run(MeasurementSettings settings, Measurement measurement)
            throws IOException, InterruptedException {
        PrintWriter err = command.commandLine().getErr();
        MeasurementWindow window = new MeasurementWindow(settings);
        Duration patience = giveUp > 0
                ? Duration.ofMillis(Math.round(giveUp * 1000))
                : settings.elapsed().multipliedBy(3);
        Instant end = clock.instant().plus(patience);
        while (true) {
            Instant now = clock.instant();
            MeasuredSample sample = measurement.take(now.toEpochMilli());
            window.add(sample);
            window.reasons().forEach(err::println);
            Instant next = now.plus(settings.interval());
            if (window.ok() || next.isAfter(end)) {
                return MeasurementReport.of(settings, window, sample, measurement.convergence());
            }
            Thread.sleep(Math.max(0, Duration.between(clock.instant(), next).toMillis()));
        }
    }
}
