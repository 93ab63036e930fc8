package channel.every.cli;

import channel.every.archive.file.FileObjectStore;
import channel.every.encode.ffmpeg.FfmpegEncoder;
import channel.every.explain.EvidenceBundle;
import channel.every.explain.ExplanationPage;
import channel.every.explain.ExplanationText;
import channel.every.explain.ReportFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node explain}: a report as a page that a person can act on. */
@Command(
        name = "explain",
        description =
                "Says what a report of publisher-proof-compare, -duplicates, -remote-compare or archive-convergence"
                        + " means: which windows, which cause, what to do.",
        mixinStandardHelpOptions = true)
final class Explain implements Callable<Integer> {
    @Parameters(paramLabel = "REPORT", description = "A JSON report, such as compare.json.")
    private String report = "";

    @Option(names = "--html", paramLabel = "FILE", description = "Write it as one HTML file, with a picture.")
    private @Nullable Path html;

    @Option(
            names = "--evidence",
            paramLabel = "FILE",
            description =
                    "Write a zip with the report, and of the first windows that differ both inputs and both outputs:"
                            + " cut and encoded anew from the recordings that the report names, or from --cas-root.")
    private @Nullable Path evidence;

    @Option(
            names = "--cas-root",
            paramLabel = "DIR",
            description = "Where the objects of an archive-convergence report are; repeatable.")
    private List<Path> stores = List.of();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        String json = Files.readString(ProofInputs.readable(report));
        ReportFile parsed = ReportFile.parse(report, json);
        checkPlace("--html", html);
        checkPlace("--evidence", evidence);
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        out.print(ExplanationText.of(parsed.explanation()));
        out.flush();
        if (html != null) {
            Files.writeString(html, ExplanationPage.of(parsed.explanation()));
            err.println("the page is " + html);
        }
        if (evidence != null) {
            EvidenceBundle bundle = new EvidenceBundle(json, parsed.explanation(), FfmpegEncoder::local, err::println);
            switch (parsed) {
                case ReportFile.Proof proof -> bundle.write(evidence, proof.comparison());
                case ReportFile.Convergence convergence -> {
                    if (stores.isEmpty()) {
                        throw new IllegalArgumentException(
                                "--evidence of an archive-convergence report needs --cas-root DIR: the objects are there");
                    }
                    bundle.write(
                            evidence,
                            convergence.report(),
                            stores.stream().map(FileObjectStore::new).toList());
                }
            }
            err.println("the evidence is " + evidence + ", " + Files.size(evidence)
                    + " bytes; its README.txt says what is in it");
        }
        return 0;
    }

    private static void checkPlace(String option, @Nullable Path file) {
        if (file != null) {
            Path directory = file.toAbsolutePath().getParent();
            if (Files.isDirectory(file) || directory == null || !Files.isDirectory(directory)) {
                throw new IllegalArgumentException(option + " \"" + file + "\" is no file in an existing directory");
            }
        }
    }
}
