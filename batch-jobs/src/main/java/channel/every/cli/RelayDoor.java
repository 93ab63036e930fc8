package channel.every.cli;

import channel.every.mesh.token.KeySetFile;
import channel.every.mesh.token.KeySource;
import channel.every.mesh.token.TokenAdmission;
import channel.every.moq.relay.Admission;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may come to a relay, and for what. */
final class RelayDoor {
    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description =
                    "JWK set whose keys vouch for tokens (HS256, ES256, EdDSA); read anew when it changes. relay-token"
                            + " makes one.")
    private @Nullable Path keyFile;

    @Option(
            names = "--public",
            paramLabel = "PREFIX",
            description = "What everybody may subscribe to, with all that lies below; repeatable. \"\" is everything.")
    private List<String> get = new ArrayList<>();

    @Option(
            names = "--public-put",
            paramLabel = "PREFIX",
            description = "What everybody may publish, with all that lies below; repeatable. \"\" is everything.")
    private List<String> put = new ArrayList<>();

    Admission admission(InstantSource clock, Consumer<String> log) throws IOException {
        if (keyFile == null && get.isEmpty() && put.isEmpty()) {
            throw new IllegalArgumentException("nobody could come: give --keys FILE, or what is --public");
        }
        KeySource keys = keyFile == null ? Optional::empty : new KeySetFile(keyFile, clock, log);
        return new TokenAdmission(keys, get, put, clock);
    }

    /** For the operator. */
    String described() {
        return "public: " + named("subscribe to", get) + "; " + named("publish", put)
                + (keyFile == null ? "; no tokens" : "; tokens of the keys in " + keyFile);
    }

    private static String named(String may, List<String> names) {
        if (names.isEmpty()) {
            return may + " nothing";
        }
        return may + " "
                + String.join(
                        ", ",
                        names.stream()
                                .map(each -> each.isEmpty() ? "everything" : each)
                                .toList());
    }
}
