package channel.every.archive.scrub;

import java.util.List;

/**
 * What a scrub found, since its cycle began.
 *
 * @param complete every object was read, and every record's object looked for
 * @param share how much of the cycle is done, 0 to 1
 * @param checked objects whose bytes were read
 * @param bad objects that were wrong or unreadable twice, now in quarantine
 * @param flaky objects that were wrong or unreadable once, and right when read again
 * @param missing objects that unexpired records name and the store lacked, those put aside not counted
 * @param repaired of the bad and the missing, those got anew from a corroborating source
 * @param lost hashes of those that nobody gave, at most {@link ArchiveScrub#MOST_SAMPLES}
 */
public record ScrubReport(
        boolean complete,
        double share,
        long checked,
        long checkedBytes,
        long bad,
        long flaky,
        long missing,
        long repaired,
        List<String> lost) {
    public ScrubReport {
        lost = List.copyOf(lost);
    }

    /** Whether the archive is whole, as far as it was read. */
    public boolean whole() {
        return bad + missing == repaired;
    }
}
