package channel.every.mesh;

import channel.every.hash.Blake3;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The short name of a publisher's key, {@code ed25519-} and the first 16 hex digits of the BLAKE3 of its 32 bytes. It finds a key in
 * a trust list and is no proof of anything by itself.
 */
public record KeyId(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("ed25519-[0-9a-f]{16}");
    private static final int DIGITS = 16;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public KeyId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a key id is ed25519- and 16 hex digits: \"" + value + '"');
        }
    }

    static KeyId of(byte[] publicKey) {
        return new KeyId("ed25519-" + Blake3.hash(publicKey).toString().substring(0, DIGITS));
    }

    @Override
    public String toString() {
        return value;
    }
}
