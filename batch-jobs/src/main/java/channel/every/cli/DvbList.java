package channel.every.cli;

import channel.every.json.Json;
import channel.every.tuner.dvb.DvbDevice;
import channel.every.tuner.dvb.DvbTuner;
import channel.every.tuner.dvb.KernelNodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ec-node dvb-list}: the DVB frontends of this machine, what they can receive and whether they can be had. */
@Command(
        name = "dvb-list",
        description = "Lists the DVB frontends of this machine, what they receive and whether they are free.",
        mixinStandardHelpOptions = true)
final class DvbList implements Callable<Integer> {
    @Option(names = "--devices", paramLabel = "DIR", description = "Where the device nodes are (default: /dev/dvb).")
    private Path devices = DvbTuner.DEVICES;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        List<DvbDevice> found = DvbDevice.list(new KernelNodes(), devices, InstantSource.system());
        PrintWriter out = command.commandLine().getOut();
        out.print(Json.pretty(found));
        out.flush();
        if (found.isEmpty()) {
            command.commandLine()
                    .getErr()
                    .println("dvb-list: no frontend in " + devices
                            + ": is the card's driver loaded (dmesg | grep -i dvb)?");
        }
        return 0;
    }
}
