package channel.every.mesh.token;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Ed25519 of RFC 8037 with the JDK's own, for the JOSE library leaves it to another one. */
final class Ed25519Jwk {
    private static final int KEY_BYTES = 32;

    /** RFC 8410 4: what stands before the 32 bytes of a public key in DER. */
    private static final byte[] PUBLIC = HexFormat.of().parseHex("302a300506032b6570032100");

    /** RFC 8410 7: what stands before the 32 bytes of a private key in DER. */
    private static final byte[] PRIVATE = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private Ed25519Jwk() {}

    static OctetKeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, random);
            KeyPair pair = generator.generateKeyPair();
            return new OctetKeyPair.Builder(Curve.Ed25519, last(pair.getPublic().getEncoded()))
                    .d(last(pair.getPrivate().getEncoded()))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Base64URL last(byte[] der) {
        return Base64URL.encode(Arrays.copyOfRange(der, der.length - KEY_BYTES, der.length));
    }

    static boolean verifies(OctetKeyPair key, byte[] signed, byte[] signature) {
        try {
            PublicKey known = KeyFactory.getInstance("Ed25519")
                    .generatePublic(
                            new X509EncodedKeySpec(join(PUBLIC, key.getX().decode())));
            Signature verifying = Signature.getInstance("Ed25519");
            verifying.initVerify(known);
            verifying.update(signed);
            return verifying.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static byte[] sign(OctetKeyPair key, byte[] text) {
        try {
            PrivateKey known = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(join(PRIVATE, key.getD().decode())));
            Signature signing = Signature.getInstance("Ed25519");
            signing.initSign(known);
            signing.update(text);
            return signing.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key does not sign: " + e.getMessage(), e);
        }
    }

    private static byte[] join(byte[] head, byte[] key) {
        byte[] joined = Arrays.copyOf(head, head.length + key.length);
        System.arraycopy(key, 0, joined, head.length, key.length);
        return joined;
    }
}
