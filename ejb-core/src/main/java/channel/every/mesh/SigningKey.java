package channel.every.mesh;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 private key. Its text is its key id: nothing that prints or logs it tells the secret. */
public final class SigningKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    /** RFC 8410 7: PKCS #8 of an Ed25519 key without attributes is this and the 32 bytes. */
    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final byte[] seed;
    private final VerifyKey verifyKey;

    private SigningKey(byte[] seed) {
        this.seed = seed;
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, point, 0);
        verifyKey = VerifyKey.of(point);
    }

    public static SigningKey generate(SecureRandom random) {
        byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
        random.nextBytes(seed);
        return new SigningKey(seed);
    }

    /** @param seed 32 bytes (RFC 8032 5.1.5) */
    public static SigningKey of(byte[] seed) {
        if (seed.length != Ed25519.SECRET_KEY_SIZE) {
            throw new IllegalArgumentException("an Ed25519 private key has 32 bytes, not " + seed.length);
        }
        return new SigningKey(seed.clone());
    }

    /**
     * A key as {@code openssl genpkey -algorithm ed25519} writes it.
     *
     * @throws IllegalArgumentException for anything else, without showing it
     */
    public static SigningKey parsePem(String pem) {
        String text = pem.strip();
        byte[] der = text.startsWith(BEGIN) && text.endsWith(END)
                ? decoded(text.substring(BEGIN.length(), text.length() - END.length()))
                : new byte[0];
        if (der.length != PKCS8.length + Ed25519.SECRET_KEY_SIZE
                || !Arrays.equals(der, 0, PKCS8.length, PKCS8, 0, PKCS8.length)) {
            throw new IllegalArgumentException("not an Ed25519 private key in PEM (PKCS #8)");
        }
        return new SigningKey(Arrays.copyOfRange(der, PKCS8.length, der.length));
    }

    /** A body that is no Base64 is no key; what the decoder says of it would show a part of a secret. */
    private static byte[] decoded(String body) {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** PKCS #8 in PEM. */
    String pem() {
        byte[] der = Arrays.copyOf(PKCS8, PKCS8.length + seed.length);
        System.arraycopy(seed, 0, der, PKCS8.length, seed.length);
        return BEGIN
                + '\n'
                + new String(Base64.getEncoder().encode(der), StandardCharsets.US_ASCII)
                + '\n'
                + END
                + '\n';
    }

    public VerifyKey verifyKey() {
        return verifyKey;
    }

    /** The 64 bytes of RFC 8032 5.1.6, equal for equal messages. */
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    @Override
    public String toString() {
        return verifyKey.id().toString();
    }
}
