package channel.every.encode;

import channel.every.identity.Rendition;

/**
 * One AAC-LC rendition at 48 kHz.
 *
 * @param bitsPerSecond 32000 to 512000
 */
public record AudioVariant(Rendition rendition, int bitsPerSecond, ChannelLayout layout) {
    public AudioVariant {
        if (bitsPerSecond < 32_000 || bitsPerSecond > 512_000) {
            throw new IllegalArgumentException("audio bit rate must be 32000 to 512000: " + bitsPerSecond);
        }
    }
}
