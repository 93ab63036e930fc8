package channel.every.mesh.token;

import channel.every.moq.BroadcastName;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * What a token allows (doc/bin/relay/auth.md of moq-dev/moq).
 *
 * @param root before all of {@code put} and {@code get}; empty for none
 * @param put what may be announced: names below the root, each with all that lies below it; the empty name is all of the root, no name nothing
 * @param get what may be subscribed to, in the same way
 * @param issued when the token was made
 * @param expires when the session with it ends; empty for never
 */
public record RelayGrant(
        String root, List<String> put, List<String> get, Optional<Instant> issued, Optional<Instant> expires) {
    /** Names in one token; a publisher has one, an operator's has the empty one. */
    static final int MOST_NAMES = 100;

    public RelayGrant {
        root = BroadcastName.normal(root);
        put = put.stream().map(BroadcastName::normal).toList();
        get = get.stream().map(BroadcastName::normal).toList();
        if (put.isEmpty() && get.isEmpty()) {
            throw new IllegalArgumentException("a token that allows neither \"put\" nor \"get\" is of no use");
        }
        if (put.size() > MOST_NAMES || get.size() > MOST_NAMES) {
            throw new IllegalArgumentException(
                    "a token has at most " + MOST_NAMES + " names in \"put\" and in \"get\"");
        }
    }

    /** Whole names of what may be announced. */
    List<String> wholePut() {
        return put.stream().map(each -> BroadcastName.join(root, each)).toList();
    }

    /** Whole names of what may be subscribed to. */
    List<String> wholeGet() {
        return get.stream().map(each -> BroadcastName.join(root, each)).toList();
    }

    static RelayGrant of(JWTClaimsSet claims) throws ParseException {
        String root = claims.getStringClaim("root");
        return new RelayGrant(
                root == null ? "" : root,
                names(claims, "put"),
                names(claims, "get"),
                Optional.ofNullable(claims.getIssueTime()).map(Date::toInstant),
                Optional.ofNullable(claims.getExpirationTime()).map(Date::toInstant));
    }

    /** One name alone is as good as a list of it. */
    private static List<String> names(JWTClaimsSet claims, String claim) throws ParseException {
        Object value = claims.getClaim(claim);
        if (value == null) {
            return List.of();
        }
        return value instanceof String one ? List.of(one) : List.copyOf(claims.getStringListClaim(claim));
    }

    JWTClaimsSet claims() {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
        if (!root.isEmpty()) {
            claims.claim("root", root);
        }
        if (!put.isEmpty()) {
            claims.claim("put", put);
        }
        if (!get.isEmpty()) {
            claims.claim("get", get);
        }
        issued.ifPresent(at -> claims.issueTime(Date.from(at)));
        expires.ifPresent(at -> claims.expirationTime(Date.from(at)));
        return claims.build();
    }
}
