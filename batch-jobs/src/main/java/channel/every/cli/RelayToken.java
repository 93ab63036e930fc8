package channel.every.cli;

import channel.every.mesh.token.RelayGrant;
import channel.every.mesh.token.RelayKeys;
import channel.every.mesh.token.TokenKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ec-node relay-token}: keys for a relay, and tokens for those who come to it. */
@Command(
        name = "relay-token",
        description = {
            "Makes a token that lets its holder publish or subscribe at a relay, printed on standard output,",
            "or with --new-key the key that signs tokens. The relay is told the key by --keys."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "ec-node relay-token --key relay-key.json --new-key ES256 --public-key relay-keys.json",
            "ec-node relay --keys relay-keys.json",
            "ec-node relay-token --key relay-key.json --root demo --put my-stream --hours 24"
        })
final class RelayToken implements Callable<Integer> {
    private static final String OWNER_ONLY = "rw-------";

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "JWK, or a set of them: the first signs.")
    private Path key = Path.of("");

    @Option(
            names = "--new-key",
            paramLabel = "HS256|ES256|EdDSA",
            description =
                    "Makes the key and writes it to --key, which must not be there yet. ES256 and EdDSA have a public"
                            + " half for relays.")
    private @Nullable String newKey;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "With --new-key: where the public half goes, which is all that relays need.")
    private @Nullable Path publicKey;

    @Option(names = "--root", paramLabel = "NAME", defaultValue = "", description = "Before all of --put and --get.")
    private String root = "";

    @Option(
            names = "--put",
            paramLabel = "NAME",
            description = "May be published, with all that lies below; repeatable. \"\" is all of the root.")
    private List<String> put = new ArrayList<>();

    @Option(
            names = "--get",
            paramLabel = "NAME",
            description = "May be subscribed to, with all that lies below; repeatable. \"\" is all of the root.")
    private List<String> get = new ArrayList<>();

    @Option(
            names = "--hours",
            paramLabel = "HOURS",
            defaultValue = "24",
            description = "After which it expires, and sessions with it end. Default: ${DEFAULT-VALUE}.")
    private long hours;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        return newKey == null ? makeToken() : makeKey(newKey);
    }

    private int makeToken() throws IOException {
        if (hours <= 0) {
            throw new IllegalArgumentException("--hours is not positive: " + hours);
        }
        // Claims count in seconds (RFC 7519 2).
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        RelayGrant grant =
                new RelayGrant(root, put, get, Optional.of(now), Optional.of(now.plus(Duration.ofHours(hours))));
        RelayKeys keys;
        try {
            keys = RelayKeys.parse(Files.readString(key));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--key \"" + key + "\": " + e.getMessage(), e);
        }
        PrintWriter out = command.commandLine().getOut();
        out.println(keys.sign(grant));
        out.flush();
        return 0;
    }

    private int makeKey(String name) throws IOException {
        TokenKind kind = TokenKind.named(name)
                .orElseThrow(() -> new IllegalArgumentException("--new-key is HS256, ES256 or EdDSA: \"" + name + '"'));
        RelayKeys made = RelayKeys.generate(kind, new SecureRandom());
        String half = publicKey == null ? null : made.toPublicJson();
        for (Path each : publicKey == null ? List.of(key) : List.of(key, publicKey)) {
            if (Files.exists(each)) {
                throw new IllegalArgumentException(
                        "\"" + each + "\" is there already: tokens of that key would be refused; name another file");
            }
        }
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        Files.writeString(key, made.toJson() + "\n", StandardCharsets.US_ASCII);
        if (publicKey != null && half != null) {
            Files.writeString(publicKey, half + "\n", StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
        }
        PrintWriter err = command.commandLine().getErr();
        err.println("key " + made.ids().getFirst() + " is in " + key
                + (half == null ? "" : ", its public half in " + publicKey));
        err.flush();
        return 0;
    }
}
