package channel.every.cli;

import channel.every.encode.BuiltInProfiles;
import channel.every.encode.EncodeProfile;
import channel.every.encode.ffmpeg.EncoderFingerprint;
import channel.every.encode.ffmpeg.FfmpegBinary;
import channel.every.encode.ffmpeg.FfmpegEncoder;
import channel.every.hash.Blake3Hash;
import channel.every.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node encode-profiles}: what can be encoded to, and under which hash on this machine. */
@Command(
        name = "encode-profiles",
        description =
                "Lists the encode profiles, or prints one with its hash and the encoder's build that is part of it.",
        mixinStandardHelpOptions = true)
final class EncodeProfiles implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "NAME|FILE.json",
            description = "A profile's name, or a file that holds one in the printed form.")
    private @Nullable String name;

    @Spec
    private CommandSpec command = CommandSpec.create();

    /**
     * @param hash of profile, argument plan and encoder build; publishers that shall agree need equal ones
     * @param encoder the build, by version, configuration and files
     */
    record Printed(EncodeProfile profile, Blake3Hash hash, List<String> encoder) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (name == null) {
            BuiltInProfiles.names()
                    .forEach(each -> command.commandLine().getOut().println(each));
            return 0;
        }
        EncodeProfile profile = BuiltInProfiles.named(name);
        EncoderFingerprint build = EncoderFingerprint.of(FfmpegBinary.find());
        Printed printed = new Printed(
                profile,
                FfmpegEncoder.local(profile).profileHash(),
                build.text().lines().toList());
        command.commandLine().getOut().print(Json.pretty(printed));
        command.commandLine().getOut().flush();
        return 0;
    }
}
