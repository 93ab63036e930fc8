package channel.every.cli;

import channel.every.identity.Label;
import channel.every.mesh.KeyFolder;
import channel.every.mesh.SigningKey;
import channel.every.mesh.TrustList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ec-node manifest-keys}: the keys that sign manifests. */
@Command(
        name = "manifest-keys",
        description = "Prints the public halves of the keys that sign manifests, as lines of a trust list.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Every *.pem of the folder signs. To rotate: --new, have readers add the new line, move the old file away."
        })
final class ManifestKeys implements Callable<Integer> {
    @Option(
            names = "--keys",
            paramLabel = "DIR",
            required = true,
            description = "Where the private keys are; a node's are in keys/ of its data directory.")
    private Path folder = Path.of("");

    @Option(names = "--new", description = "Make a key first, readable by its owner alone.")
    private boolean create;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "publisher",
            description = "What the lines call the publisher. Default: ${DEFAULT-VALUE}.")
    private String name = "";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Label publisher = new Label(name);
        KeyFolder keys = new KeyFolder(folder);
        if (create) {
            command.commandLine().getErr().println("made " + keys.create(new SecureRandom()) + " in " + folder);
        }
        List<SigningKey> found = keys.keys();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("--keys \"" + folder + "\" holds no key: make one with --new");
        }
        PrintWriter out = command.commandLine().getOut();
        found.forEach(key -> out.println(new TrustList.Entry(key.verifyKey(), publisher)));
        out.flush();
        return 0;
    }
}
