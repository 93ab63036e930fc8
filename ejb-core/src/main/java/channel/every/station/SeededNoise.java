package channel.every.station;

/** Numbers that look random and are a function of seed and index, so that noise at one moment needs no history. */
record SeededNoise(long seed) {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /** SplitMix64's finaliser: 64 well mixed bits. */
    long bitsAt(long index) {
        long z = seed + (index + 1) * GOLDEN_GAMMA;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** 0 up to, not including, 1. */
    double fractionAt(long index) {
        return (bitsAt(index) >>> 11) * 0x1p-53;
    }
}
