package channel.every.proof;

import channel.every.archive.ArchiveRecord;
import java.util.List;

/** What came of archiving a window. */
public sealed interface ArchiveOutcome {
    /** @param records durable, as are their objects */
    record Archived(List<ArchiveRecord> records) implements ArchiveOutcome {
        public Archived {
            records = List.copyOf(records);
        }
    }

    /** @param reason one line a person can act on */
    record Refused(String reason) implements ArchiveOutcome {}
}
