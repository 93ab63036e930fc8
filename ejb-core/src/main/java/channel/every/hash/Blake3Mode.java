package channel.every.hash;

/** What one use of BLAKE3 starts from: eight key words and the flag that separates its domain (BLAKE3 paper 2.3). */
final class Blake3Mode {
    static final int CHUNK_START = 1;
    static final int CHUNK_END = 1 << 1;
    static final int PARENT = 1 << 2;
    static final int ROOT = 1 << 3;
    private static final int KEYED_HASH = 1 << 4;
    private static final int DERIVE_KEY_CONTEXT = 1 << 5;
    private static final int DERIVE_KEY_MATERIAL = 1 << 6;

    private static final int[] IV = {
        0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19
    };

    static final Blake3Mode HASH = new Blake3Mode(IV, 0);
    static final Blake3Mode CONTEXT = new Blake3Mode(IV, DERIVE_KEY_CONTEXT);

    private final int[] key;
    private final int flags;

    private Blake3Mode(int[] key, int flags) {
        this.key = key;
        this.flags = flags;
    }

    /** @param key 32 bytes */
    static Blake3Mode keyed(byte[] key) {
        return new Blake3Mode(words(key), KEYED_HASH);
    }

    /** @param contextKey the 32 bytes that {@link #CONTEXT} makes of the context string */
    static Blake3Mode material(byte[] contextKey) {
        return new Blake3Mode(words(contextKey), DERIVE_KEY_MATERIAL);
    }

    /** The chaining value that each chunk and each parent starts from; callers only read it. */
    int[] key() {
        return key;
    }

    int flags() {
        return flags;
    }

    private static int[] words(byte[] key) {
        if (key.length != Blake3Hash.BYTES) {
            throw new IllegalArgumentException("a BLAKE3 key has 32 bytes, not " + key.length);
        }
        int[] words = new int[8];
        for (int i = 0; i < words.length; i++) {
            words[i] = LittleEndian.read(key, 4 * i);
        }
        return words;
    }
}
