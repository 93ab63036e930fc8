package channel.every.mesh.publish;

import channel.every.mesh.SigningKey;
import java.util.List;

/**
 * What of a stream leaves the publisher.
 *
 * @param chunks whether the encrypted objects do
 * @param manifests whether signed manifests do; then there is a key
 * @param clear whether stock players may have it unencrypted
 * @param networkSecret that the members of a network share; empty for none, and then the encryption hides nothing
 * @param keys that sign manifests
 * @param locators URLs below which objects are found by their hash
 */
public record PublishSettings(
        boolean chunks,
        boolean manifests,
        boolean clear,
        byte[] networkSecret,
        List<SigningKey> keys,
        List<String> locators) {
    public PublishSettings {
        keys = List.copyOf(keys);
        locators = List.copyOf(locators);
        if (manifests && keys.isEmpty()) {
            throw new IllegalArgumentException("manifests are signed, and there is no key");
        }
    }
}
