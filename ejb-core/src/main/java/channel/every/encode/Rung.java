package channel.every.encode;

import channel.every.identity.Rendition;

/**
 * One H.264 video rendition of a ladder, at the source's frame rate.
 *
 * @param width in pixels, even, 16 to 3840
 * @param height in pixels, even, 16 to 2160
 * @param crf x264's constant rate factor, 0 (lossless) to 51
 */
public record Rung(Rendition rendition, int width, int height, X264Preset preset, int crf) {
    public Rung {
        side("width", width, 3840);
        side("height", height, 2160);
        if (crf < 0 || crf > 51) {
            throw new IllegalArgumentException("crf must be 0 to 51: " + crf);
        }
    }

    /** 4:2:0 chroma halves both sides. */
    private static void side(String name, int pixels, int most) {
        if (pixels < 16 || pixels > most || pixels % 2 != 0) {
            throw new IllegalArgumentException(name + " must be even and 16 to " + most + ": " + pixels);
        }
    }
}
