package channel.every.encode;

import channel.every.identity.Rendition;
import channel.every.window.Language;
import org.jspecify.annotations.Nullable;

/**
 * One AAC-LC rendition at 48 kHz.
 *
 * @param bitsPerSecond 32000 to 512000
 * @param layout what the source is mixed to
 * @param language of the audio stream it is made of, where the program has several; null, or one that the program lacks, for its first
 */
public record AudioVariant(
        Rendition rendition,
        int bitsPerSecond,
        ChannelLayout layout,
        @Nullable Language language) {
    public AudioVariant {
        if (bitsPerSecond < 32_000 || bitsPerSecond > 512_000) {
            throw new IllegalArgumentException("audio bit rate must be 32000 to 512000: " + bitsPerSecond);
        }
    }
}
