package channel.every.cli;

import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.retention.Retention;
import channel.every.archive.retention.RetentionReport;
import channel.every.archive.retention.RetentionRule;
import channel.every.archive.retention.RetentionRules;
import channel.every.identity.Label;
import channel.every.time.TimeSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node archive-prune}: retention by hand; a node does it by itself. */
@Command(
        name = "archive-prune",
        description =
                "Takes expired objects out of an archive, but for those that an unexpired record of any index names.",
        mixinStandardHelpOptions = true)
final class ArchivePrune implements Callable<Integer> {
    @Parameters(paramLabel = "DATA", description = "Data directory: with cas/ and manifests/ in it.")
    private Path data = Path.of("");

    @Option(names = "--max-age", paramLabel = "AGE", description = "Expire what is older, as 36h or 7d.")
    private @Nullable String maxAge;

    @Option(
            names = "--max-bytes",
            paramLabel = "SIZE",
            description = "Expire the oldest while a broadcast's objects are more, as 500G.")
    private @Nullable String maxBytes;

    @Option(names = "--pin", paramLabel = "FROM/TO", description = "Keep these times; repeatable.")
    private List<String> pins = new ArrayList<>();

    @Option(
            names = "--broadcast",
            paramLabel = "NAME",
            description = "Expire of this one only; repeatable. Default: every broadcast.")
    private List<String> broadcasts = new ArrayList<>();

    @Mixin
    private ReportOutput output = new ReportOutput();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        output.check();
        if (maxAge == null && maxBytes == null) {
            throw new IllegalArgumentException("nothing expires: give --max-age or --max-bytes");
        }
        if (!Files.isDirectory(data)) {
            throw new IllegalArgumentException("\"" + data + "\" is no directory");
        }
        RetentionRule rule = new RetentionRule(
                maxAge == null ? null : TimeSpan.parse(maxAge),
                maxBytes == null ? null : RetentionRules.bytes(maxBytes),
                pins.stream().map(RetentionRule.Pin::parse).toList());
        DataDirectory directory = new DataDirectory(data);
        RetentionReport report = new Retention(
                        directory, new FileObjectStore(directory.cas()), rules(rule), InstantSource.system())
                .pass(() -> false);
        output.write(report, command.commandLine().getOut());
        return 0;
    }

    private RetentionRules rules(RetentionRule rule) {
        if (broadcasts.isEmpty()) {
            return new RetentionRules(rule, Map.of());
        }
        Map<Label, RetentionRule> named = new HashMap<>();
        broadcasts.forEach(each -> named.put(new Label(each), rule));
        return new RetentionRules(RetentionRule.FOR_EVER, named);
    }
}
