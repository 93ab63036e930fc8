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
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a BLAKE3 hash is 64 lower-case hex digits: \"" + hex + '"');
        }
        return new Blake3Hash(HexFormat.of().parseHex(hex));
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
