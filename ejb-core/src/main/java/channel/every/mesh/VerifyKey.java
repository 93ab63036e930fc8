package channel.every.mesh;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 public key that verifies strictly (RFC 8032 5.1.7 and beyond it): everybody who has key, message and signature comes to
 * the same answer. Refused are keys and commitments R that are not canonically encoded, of small order or with a part of small
 * order, and an S that is not below the group order ("Taming the many EdDSAs", Chalkias, Garillot, Nikolaenko 2020).
 */
public final class VerifyKey {
    public static final int BYTES = Ed25519.PUBLIC_KEY_SIZE;

    private final byte[] encoded;

    private VerifyKey(byte[] encoded) {
        if (encoded.length != BYTES) {
            throw new IllegalArgumentException("an Ed25519 public key has 32 bytes, not " + encoded.length);
        }
        // Full validation: canonical, on the curve, and in the subgroup of prime order, so never of small order.
        if (!Ed25519.validatePublicKeyFull(encoded, 0)) {
            throw new IllegalArgumentException("no point of prime order has the encoding "
                    + HexFormat.of().formatHex(encoded) + ": not an Ed25519 public key");
        }
        this.encoded = encoded;
    }

    /** @throws IllegalArgumentException unless {@code encoded} is the canonical encoding of a point of prime order */
    public static VerifyKey of(byte[] encoded) {
        return new VerifyKey(encoded.clone());
    }

    /** @throws IllegalArgumentException unless {@code hex} is 64 hex digits of such a key */
    public static VerifyKey parse(String hex) {
        try {
            return new VerifyKey(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("public key \"" + hex + "\": " + e.getMessage(), e);
        }
    }

    public KeyId id() {
        return KeyId.of(encoded);
    }

    public byte[] bytes() {
        return encoded.clone();
    }

    /** @param signature any bytes: what has not the 64 of a signature is not valid either */
    public boolean verifies(byte[] message, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                // R is a point like a key; with both in the prime subgroup the equations with and without cofactor
                // agree.
                && Ed25519.validatePublicKeyFull(signature, 0)
                && Ed25519.verify(signature, 0, encoded, 0, message, 0, message.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyKey key && Arrays.equals(encoded, key.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    /** 64 lower-case hex digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(encoded);
    }
}
