package channel.every.mesh;

import java.util.HexFormat;

/**
 * A detached signature of a manifest. Two different ones can be of one key and one manifest: it is never an identity.
 *
 * @param signature 64 bytes, in JSON 128 hex digits
 */
public record ManifestSignature(KeyId keyId, byte[] signature) {
    private static final int BYTES = 64;

    public ManifestSignature {
        if (signature.length != BYTES) {
            throw new IllegalArgumentException("an Ed25519 signature has 64 bytes, not " + signature.length);
        }
        signature = signature.clone();
    }

    static ManifestSignature parse(String keyId, String hex) {
        try {
            return new ManifestSignature(new KeyId(keyId), HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("signatures: " + e.getMessage(), e);
        }
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    String hex() {
        return HexFormat.of().formatHex(signature);
    }
}
