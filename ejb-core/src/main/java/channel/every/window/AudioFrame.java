package channel.every.window;

import org.jspecify.annotations.Nullable;

/**
 * What the header of one audio frame says.
 *
 * @param bytes from its sync word to the next one
 * @param samples it adds to the time line; 0 for a dependent substream
 * @param hertz sampling rate
 */
record AudioFrame(int bytes, int samples, int hertz) {
    private static final int[] AC3_HERTZ = {48_000, 44_100, 32_000};

    /** A/52 table 5.18, by frmsizecod / 2. */
    private static final int[] AC3_KBITS = {
        32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640
    };

    /** A/52 E.1.3.1.5: numblkscod. */
    private static final int[] EAC3_BLOCKS = {1, 2, 3, 6};

    private static final int[] MPEG1_HERTZ = {44_100, 48_000, 32_000};

    /** ISO/IEC 11172-3 2.4.2.3, layer II. */
    private static final int[] MPEG1_KBITS = {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384};

    /** ISO/IEC 13818-3 2.4.2.3, layer II at the lower sampling frequencies. */
    private static final int[] MPEG2_KBITS = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};

    /** ISO/IEC 14496-3 table 1.18. */
    private static final int[] AAC_HERTZ = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };

    /** The frame whose header starts here, null if none does. Seven bytes must be there. */
    static @Nullable AudioFrame at(AudioCodec codec, byte[] b, int at) {
        AudioFrame frame = switch (codec) {
            case AC3, EAC3 -> ac3(b, at);
            case MPEG1 -> mpeg(b, at);
            case AAC_ADTS -> adts(b, at);
            case AAC_LATM -> latm(b, at);
        };
        return frame == null || frame.bytes < 7 ? null : frame;
    }

    private static @Nullable AudioFrame ac3(byte[] b, int at) {
        if (b[at] != 0x0B || b[at + 1] != 0x77) {
            return null;
        }
        // A/52 E.2.1: bsid is at the same place in both and above 10 for E-AC-3
        int bsid = b[at + 5] >>> 3 & 0x1F;
        if (bsid > 16) {
            return null;
        }
        int fscod = b[at + 4] >>> 6 & 3;
        if (bsid > 10) {
            return eac3(b, at, fscod);
        }
        int size = b[at + 4] & 0x3F;
        if (fscod == 3 || size / 2 >= AC3_KBITS.length) {
            return null;
        }
        int kbits = AC3_KBITS[size / 2];
        int bytes = switch (fscod) {
            case 0 -> 4 * kbits;
            case 1 -> 2 * (320 * kbits / 147 + (size & 1));
            default -> 6 * kbits;
        };
        return new AudioFrame(bytes, 1536, AC3_HERTZ[fscod]);
    }

    /** A/52 E.1.2.2. */
    private static @Nullable AudioFrame eac3(byte[] b, int at, int fscod) {
        int bytes = 2 * (((b[at + 2] & 7) << 8 | b[at + 3] & 0xFF) + 1);
        int second = b[at + 4] >>> 4 & 3;
        if (fscod == 3 && second == 3) {
            return null;
        }
        int hertz = fscod == 3 ? AC3_HERTZ[second] / 2 : AC3_HERTZ[fscod];
        int blocks = fscod == 3 ? 6 : EAC3_BLOCKS[second];
        boolean dependent = (b[at + 2] & 0xC0) == 0x40;
        boolean first = (b[at + 2] & 0x38) == 0;
        return new AudioFrame(bytes, dependent || !first ? 0 : 256 * blocks, hertz);
    }

    private static @Nullable AudioFrame mpeg(byte[] b, int at) {
        // ISO/IEC 11172-3 2.4.1.3: syncword, and layer II, the only one that broadcasts use
        if (b[at] != (byte) 0xFF || (b[at + 1] & 0xF6) != 0xF4) {
            return null;
        }
        boolean lower = (b[at + 1] & 8) == 0;
        int rate = b[at + 2] >>> 4 & 0xF;
        int frequency = b[at + 2] >>> 2 & 3;
        if (rate == 0 || rate == 15 || frequency == 3) {
            return null;
        }
        int hertz = lower ? MPEG1_HERTZ[frequency] / 2 : MPEG1_HERTZ[frequency];
        int kbits = lower ? MPEG2_KBITS[rate] : MPEG1_KBITS[rate];
        return new AudioFrame(144_000 * kbits / hertz + (b[at + 2] >>> 1 & 1), 1152, hertz);
    }

    /** ISO/IEC 14496-3 1.A.3. */
    private static @Nullable AudioFrame adts(byte[] b, int at) {
        int frequency = b[at + 2] >>> 2 & 0xF;
        if (b[at] != (byte) 0xFF || (b[at + 1] & 0xF6) != 0xF0 || frequency >= AAC_HERTZ.length) {
            return null;
        }
        int bytes = (b[at + 3] & 3) << 11 | (b[at + 4] & 0xFF) << 3 | (b[at + 5] & 0xFF) >>> 5;
        return new AudioFrame(bytes, 1024 * ((b[at + 6] & 3) + 1), AAC_HERTZ[frequency]);
    }

    /** ISO/IEC 14496-3 1.7.2: AudioSyncStream. The samples are not known. */
    private static @Nullable AudioFrame latm(byte[] b, int at) {
        if (b[at] != 0x56 || (b[at + 1] & 0xE0) != 0xE0) {
            return null;
        }
        return new AudioFrame(3 + ((b[at + 1] & 0x1F) << 8 | b[at + 2] & 0xFF), 1024, 48_000);
    }
}
