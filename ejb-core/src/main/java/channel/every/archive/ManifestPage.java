package channel.every.archive;

/**
 * A stretch of a track's index as it lies there: whole lines, broken ones and fields of newer writers too.
 *
 * @param next key of what follows
 * @param more whether something follows already
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares pages.
public record ManifestPage(byte[] lines, ManifestKey next, boolean more) {}
