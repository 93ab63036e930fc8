package channel.every.mesh.token;

import channel.every.moq.BroadcastName;
import channel.every.moq.relay.Admission;
import channel.every.moq.relay.AdmissionVerdict;
import channel.every.moq.session.Scope;
import channel.every.moq.transport.ConnectRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets in who shows a token in {@code ?jwt=}, and anybody to what is public. The path of the URL is the root of the names in the session,
 * and nothing outside it can be had there. Whatever is not understood is refused.
 */
public final class TokenAdmission implements Admission {
    private static final String PARAMETER = "jwt=";

    private final KeySource keys;
    private final List<String> publicGet;
    private final List<String> publicPut;
    private final InstantSource clock;

    /** @param publicGet names that anybody may subscribe to, each with all below it @param publicPut that anybody may announce */
    public TokenAdmission(KeySource keys, List<String> publicGet, List<String> publicPut, InstantSource clock) {
        this.keys = keys;
        this.publicGet = publicGet.stream().map(BroadcastName::normal).toList();
        this.publicPut = publicPut.stream().map(BroadcastName::normal).toList();
        this.clock = clock;
    }

    @Override
    public AdmissionVerdict admit(ConnectRequest request) {
        List<String> tokens = new ArrayList<>();
        for (String parameter : request.query().split("&", -1)) {
            if (parameter.startsWith(PARAMETER)) {
                tokens.add(parameter.substring(PARAMETER.length()));
            }
        }
        String root = BroadcastName.normal(request.path());
        if (tokens.size() > 1) {
            return new AdmissionVerdict.Refused("shows " + tokens.size() + " tokens");
        }
        if (tokens.isEmpty()) {
            return verdict(root, publicGet, publicPut, Optional.empty(), "shows no token, and nothing is public there");
        }
        try {
            return shown(root, URLDecoder.decode(tokens.getFirst(), StandardCharsets.UTF_8));
        } catch (TokenRefusedException e) {
            return new AdmissionVerdict.Refused(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return new AdmissionVerdict.Refused("the token is malformed");
        }
    }

    private AdmissionVerdict shown(String root, String token) throws TokenRefusedException {
        RelayKeys known =
                keys.keys().orElseThrow(() -> new TokenRefusedException("no token is taken: there are no keys"));
        Instant now = clock.instant();
        RelayGrant grant = known.verify(token, now);
        List<String> get = new ArrayList<>(grant.wholeGet());
        List<String> put = new ArrayList<>(grant.wholePut());
        if (within(root, get).isEmpty() && within(root, put).isEmpty()) {
            return new AdmissionVerdict.Refused("the token is for other names than those below the path");
        }
        get.addAll(publicGet);
        put.addAll(publicPut);
        return verdict(root, get, put, grant.expires(), "");
    }

    private static AdmissionVerdict verdict(
            String root, List<String> get, List<String> put, Optional<Instant> until, String otherwise) {
        Scope getting = new Scope(root, within(root, get));
        Scope putting = new Scope(root, within(root, put));
        return getting.isNothing() && putting.isNothing()
                ? new AdmissionVerdict.Refused(otherwise)
                : new AdmissionVerdict.Admitted(getting, putting, until);
    }

    /** What of these names lies below the root: themselves, or the root if they are above it. */
    private static List<String> within(String root, List<String> names) {
        List<String> within = new ArrayList<>();
        for (String name : names) {
            if (BroadcastName.isBelow(name, root)) {
                within.add(name);
            } else if (BroadcastName.isBelow(root, name)) {
                within.add(root);
            }
        }
        return within;
    }
}
