package channel.every.mesh.publish;

import channel.every.archive.ArchiveRecord;

/** An archived object with the record that says what it is. */
public record PublishedObject(ArchiveRecord record, byte[] bytes) {}
