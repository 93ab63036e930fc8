package channel.every.web;

import channel.every.hash.Blake3Hash;

/**
 * One archived window of one rendition as a player loads it.
 *
 * @param chunkIndex of the window
 * @param startUnixMs on the broadcast clock, in milliseconds
 * @param seconds of media
 * @param media hash of the fragment
 * @param init hash of the init segment it decodes with
 * @param size of the fragment in bytes
 */
record PlaylistWindow(long chunkIndex, long startUnixMs, double seconds, Blake3Hash media, Blake3Hash init, long size) {
    double bitsPerSecond() {
        return size * 8 / seconds;
    }
}
