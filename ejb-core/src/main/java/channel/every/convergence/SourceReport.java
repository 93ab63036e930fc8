package channel.every.convergence;

import channel.every.identity.Label;
import java.util.List;

/**
 * One named archive in a report.
 *
 * @param invalidRecords lines that are no records
 * @param tornRecords last lines whose append never completed
 * @param unsyncedRecords numbered by the wall clock, for want of the broadcast's
 */
public record SourceReport(
        Label name,
        long records,
        long invalidRecords,
        long tornRecords,
        long unsyncedRecords,
        List<String> sourceNodes) {}
