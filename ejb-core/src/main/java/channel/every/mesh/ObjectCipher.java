package channel.every.mesh;

import channel.every.hash.Blake3;
import channel.every.identity.StreamId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMSIVBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The encryption of one stream's objects: AES-256-GCM-SIV (RFC 8452) with a key that follows from the stream id and a nonce that
 * follows from the place. Equal objects become equal ciphertexts at every publisher, and one that encrypts other bytes for a place
 * gives away no more than that they are others. Without a network secret the key follows from public text: then this hides nothing.
 */
public final class ObjectCipher {
    /** The name of the algorithm in {@link ObjectMeta}. */
    static final String ALGORITHM = "aes-256-gcm-siv";

    /** RFC 8452 4: what a ciphertext is longer than its plaintext. */
    public static final int TAG_BYTES = 16;

    private static final String KEY_CONTEXT = "every.channel stream key v1";
    private static final String KEY_ID_CONTEXT = "every.channel stream key id v1";
    private static final int KEY_ID_BYTES = 8;

    private final byte[] key;

    private ObjectCipher(byte[] key) {
        this.key = key;
    }

    /** Anyone who knows the stream's name can open its objects. */
    public static ObjectCipher open(StreamId stream) {
        return secret(stream, new byte[0]);
    }

    /** @param networkSecret any bytes that the members of a network share */
    public static ObjectCipher secret(StreamId stream, byte[] networkSecret) {
        byte[] name = stream.toString().getBytes(StandardCharsets.UTF_8);
        byte[] material = Arrays.copyOf(networkSecret, networkSecret.length + 1 + name.length);
        System.arraycopy(name, 0, material, networkSecret.length + 1, name.length);
        return new ObjectCipher(Blake3.deriveKey(KEY_CONTEXT, material));
    }

    /** Which key: 16 hex digits that tell nothing of it. */
    public String keyId() {
        return HexFormat.of().formatHex(Arrays.copyOf(Blake3.deriveKey(KEY_ID_CONTEXT, key), KEY_ID_BYTES));
    }

    /** The ciphertext and its tag. */
    public byte[] seal(ObjectPlace place, byte[] plaintext) {
        try {
            return run(true, place, plaintext);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("sealing does not verify anything", e);
        }
    }

    /** The plaintext; empty unless this key sealed it for this place. */
    public Optional<byte[]> open(ObjectPlace place, byte[] ciphertext) {
        try {
            return Optional.of(run(false, place, ciphertext));
        } catch (InvalidCipherTextException e) {
            return Optional.empty();
        }
    }

    private byte[] run(boolean seal, ObjectPlace place, byte[] input) throws InvalidCipherTextException {
        GCMSIVBlockCipher cipher = new GCMSIVBlockCipher(AESEngine.newInstance());
        cipher.init(seal, new AEADParameters(new KeyParameter(key), 8 * TAG_BYTES, place.nonce()));
        byte[] output = new byte[seal ? input.length + TAG_BYTES : Math.max(0, input.length - TAG_BYTES)];
        cipher.processBytes(input, 0, input.length, output, 0);
        cipher.doFinal(output, 0);
        return output;
    }

    /** For tests of other implementations: what {@code derive_key} makes. */
    byte[] key() {
        return key.clone();
    }
}
