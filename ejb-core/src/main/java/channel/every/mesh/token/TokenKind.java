package channel.every.mesh.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/** How a token is signed. One key is of one kind, whatever a token says it is. */
public enum TokenKind {
    /** One secret that signs and verifies. */
    HS256(JWSAlgorithm.HS256),
    /** Relays need the public half only. */
    ES256(JWSAlgorithm.ES256),
    /** Relays need the public half only. */
    EDDSA(JWSAlgorithm.EdDSA);

    /** RFC 7518 3.2: as long as the hash. */
    private static final int SECRET_BITS = 256;

    private final JWSAlgorithm algorithm;

    TokenKind(JWSAlgorithm algorithm) {
        this.algorithm = algorithm;
    }

    JWSAlgorithm algorithm() {
        return algorithm;
    }

    /** Of the names of RFC 7518 and RFC 8037. */
    public static Optional<TokenKind> named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.algorithm.getName().equals(name))
                .findFirst();
    }

    /** What a key signs with; empty if it is none of these. */
    static Optional<TokenKind> of(JWK key) {
        if (key instanceof OctetSequenceKey secret) {
            return secret.size() >= SECRET_BITS ? Optional.of(HS256) : Optional.empty();
        }
        if (key instanceof ECKey curve) {
            return curve.getCurve().equals(Curve.P_256) ? Optional.of(ES256) : Optional.empty();
        }
        return key instanceof OctetKeyPair pair && pair.getCurve().equals(Curve.Ed25519)
                ? Optional.of(EDDSA)
                : Optional.empty();
    }

    /** A new key, with its private half. */
    JWK generate(String id, SecureRandom random) {
        try {
            return switch (this) {
                case HS256 ->
                    new OctetSequenceKeyGenerator(SECRET_BITS)
                            .keyID(id)
                            .algorithm(algorithm)
                            .secureRandom(random)
                            .generate();
                case ES256 ->
                    new ECKeyGenerator(Curve.P_256)
                            .keyID(id)
                            .algorithm(algorithm)
                            .secureRandom(random)
                            .generate();
                case EDDSA ->
                    new OctetKeyPair.Builder(Ed25519Jwk.generate(random))
                            .keyID(id)
                            .algorithm(algorithm)
                            .build();
            };
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    Base64URL sign(JWK key, JWSHeader header, byte[] text) {
        try {
            return switch (this) {
                case HS256 -> new MACSigner(key.toOctetSequenceKey()).sign(header, text);
                case ES256 -> new ECDSASigner(key.toECKey()).sign(header, text);
                case EDDSA -> Base64URL.encode(Ed25519Jwk.sign(key.toOctetKeyPair(), text));
            };
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the key does not sign: " + e.getMessage(), e);
        }
    }

    boolean verifies(JWK key, JWSHeader header, byte[] text, Base64URL signature) {
        try {
            return switch (this) {
                case HS256 -> new MACVerifier(key.toOctetSequenceKey()).verify(header, text, signature);
                case ES256 -> new ECDSAVerifier(key.toECKey()).verify(header, text, signature);
                case EDDSA -> Ed25519Jwk.verifies(key.toOctetKeyPair(), text, signature.decode());
            };
        } catch (JOSEException e) {
            return false;
        }
    }
}
