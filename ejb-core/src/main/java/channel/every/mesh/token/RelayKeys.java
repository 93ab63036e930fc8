package channel.every.mesh.token;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys that vouch for tokens, each by its id (RFC 7517). */
public final class RelayKeys {
    /** Clocks of issuers may run ahead by this. */
    private static final Duration MOST_AHEAD = Duration.ofMinutes(1);

    private static final int ID_BYTES = 8;

    private final List<JWK> keys;

    private RelayKeys(List<JWK> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads a JWK set, or one JWK.
     *
     * @throws IllegalArgumentException naming what is wrong with it
     */
    public static RelayKeys parse(String json) {
        List<JWK> keys;
        try {
            keys = json.contains("\"keys\"") ? JWKSet.parse(json).getKeys() : List.of(JWK.parse(json));
        } catch (ParseException e) {
            throw new IllegalArgumentException("neither a JWK nor a set of them (RFC 7517)", e);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a set without a key vouches for nobody");
        }
        Set<String> ids = new HashSet<>();
        for (JWK key : keys) {
            if (TokenKind.of(key).isEmpty()) {
                throw new IllegalArgumentException("key \"" + key.getKeyID()
                        + "\" is none of HS256 with at least 256 bits," + " ES256 (EC P-256) and EdDSA (OKP Ed25519)");
            }
            if (keys.size() > 1 && (key.getKeyID() == null || !ids.add(key.getKeyID()))) {
                throw new IllegalArgumentException(
                        "of several keys each needs a \"kid\" of its own: \"" + key.getKeyID() + '"');
            }
        }
        return new RelayKeys(keys);
    }

    /** A new key, with its private half. */
    public static RelayKeys generate(TokenKind kind, SecureRandom random) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return new RelayKeys(List.of(kind.generate(HexFormat.of().formatHex(id), random)));
    }

    public List<String> ids() {
        return keys.stream().map(key -> String.valueOf(key.getKeyID())).toList();
    }

    /** The set with its private halves. */
    public String toJson() {
        return new JWKSet(keys).toString(false);
    }

    /**
     * The set without its private halves, as relays need it.
     *
     * @throws IllegalArgumentException if a key has no public half, as a secret has none
     */
    public String toPublicJson() {
        if (keys.stream().anyMatch(key -> TokenKind.of(key).equals(Optional.of(TokenKind.HS256)))) {
            throw new IllegalArgumentException("an HS256 key is one secret for both sides and has no public half");
        }
        return new JWKSet(keys).toString(true);
    }

    /** Makes a token with the first key. */
    public String sign(RelayGrant grant) {
        JWK key = keys.getFirst();
        if (!key.isPrivate()) {
            throw new IllegalArgumentException("key \"" + key.getKeyID() + "\" is a public half, which signs nothing");
        }
        TokenKind kind = TokenKind.of(key).orElseThrow();
        JWSHeader header =
                new JWSHeader.Builder(kind.algorithm()).keyID(key.getKeyID()).build();
        String text = header.toBase64URL() + "." + grant.claims().toPayload().toBase64URL();
        return text + '.' + kind.sign(key, header, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** What the token allows at this time. */
    public RelayGrant verify(String token, Instant now) throws TokenRefusedException {
        SignedJWT parsed;
        RelayGrant grant;
        try {
            parsed = SignedJWT.parse(token);
            check(parsed);
            JWTClaimsSet claims = parsed.getJWTClaimsSet();
            grant = RelayGrant.of(claims);
            if (claims.getNotBeforeTime() != null
                    && claims.getNotBeforeTime().toInstant().isAfter(now.plus(MOST_AHEAD))) {
                throw new TokenRefusedException("the token is not valid yet");
            }
        } catch (ParseException | IllegalArgumentException e) {
            throw new TokenRefusedException("the token is malformed");
        }
        if (grant.expires().filter(at -> !at.isAfter(now)).isPresent()) {
            throw new TokenRefusedException("the token has expired");
        }
        if (grant.issued().filter(at -> at.isAfter(now.plus(MOST_AHEAD))).isPresent()) {
            throw new TokenRefusedException("the token was issued in the future; compare the clocks");
        }
        return grant;
    }

    private void check(SignedJWT token) throws TokenRefusedException {
        JWSHeader header = token.getHeader();
        if (header.getCriticalParams() != null && !header.getCriticalParams().isEmpty()) {
            throw new TokenRefusedException("the token has critical parameters, which are not known here");
        }
        JWK key = key(header.getKeyID());
        if (key == null) {
            throw new TokenRefusedException("the token's key is not known here");
        }
        // The key says how it is used, never the token: a public key is no HMAC secret.
        TokenKind kind = TokenKind.of(key).orElseThrow();
        if (!header.getAlgorithm().equals(kind.algorithm())
                || !kind.verifies(key, header, token.getSigningInput(), token.getSignature())) {
            throw new TokenRefusedException("the token's signature is not that of its key");
        }
    }

    private @Nullable JWK key(@Nullable String id) {
        if (id == null) {
            return keys.size() == 1 ? keys.getFirst() : null;
        }
        return keys.stream()
                .filter(key -> id.equals(key.getKeyID()))
                .findFirst()
                .orElse(null);
    }
}
