package channel.every.archive;

import channel.every.hash.Blake3Hash;

/**
 * The name of an object below the root of a store, {@code objects/blake3/aa/<hash>.bin}: a file's path here, a key elsewhere.
 * It is always derived from the hash; what a record says is never opened.
 */
public record CasPath(Blake3Hash hash) {
    /** What all objects lie below. */
    public static final String FOLDER = "objects/blake3/";

    /** The first of the 256 folders that keep directories small: two hex digits. */
    public String shard() {
        return hash.toString().substring(0, 2);
    }

    @Override
    public String toString() {
        return FOLDER + shard() + '/' + hash + ".bin";
    }
}
