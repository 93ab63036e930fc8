package channel.every.hash;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.HexFormat;

/** A 256-bit BLAKE3 digest, printed as 64 lower-case hex digits. */
public final class Blake3Hash implements Comparable<Blake3Hash> {
    public static final int BYTES = 32;

    private final byte[] digest;

    private Blake3Hash(byte[] digest) {
        if (digest.length != BYTES) {
            throw new IllegalArgumentException("a BLAKE3 hash has 32 bytes, not " + digest.length);
        }
        this.digest = digest;
    }

    public static Blake3Hash of(byte[] digest) {
        return new Blake3Hash(digest.clone());
    }

    /** @throws IllegalArgumentException unless {@code hex} is 64 lower-case hex digits */
    @JsonCreator
    public static Blake3Hash parse(String hex) {
        byte[] digest = new byte[BYTES];
        boolean right = hex.length() == 2 * BYTES;
        for (int i = 0; right && i < BYTES; i++) {
            int high = nibble(hex.charAt(2 * i));
            int low = nibble(hex.charAt(2 * i + 1));
            right = high >= 0 && low >= 0;
            digest[i] = (byte) (high << 4 | low);
        }
        if (!right) {
            throw new IllegalArgumentException("a BLAKE3 hash is 64 lower-case hex digits: \"" + hex + '"');
        }
        return new Blake3Hash(digest);
    }

    /** By hand, for every line of an index has two or three hashes; -1 if {@code digit} is none. */
    private static int nibble(char digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
    }

    public byte[] bytes() {
        return digest.clone();
    }

    @Override
    public int compareTo(Blake3Hash other) {
        return Arrays.compareUnsigned(digest, other.digest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Blake3Hash hash && Arrays.equals(digest, hash.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    @Override
    @JsonValue
    public String toString() {
        return HexFormat.of().formatHex(digest);
    }
}
