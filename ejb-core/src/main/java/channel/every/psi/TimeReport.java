package channel.every.psi;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/**
 * What one kind of time table said.
 *
 * @param table STT, TDT or TOT
 * @param first UTC in the first table
 * @param last UTC in the last table
 * @param utcAtFirstPcr mean over the tables of their UTC less the clock's time since the first PCR
 * @param jitterMillis between the earliest and the latest table relative to the clock
 */
public record TimeReport(
        String table,
        long count,
        @JsonSerialize(using = ToStringSerializer.class) Instant first,
        @JsonSerialize(using = ToStringSerializer.class) Instant last,
        @JsonSerialize(using = ToStringSerializer.class) Instant utcAtFirstPcr,
        double jitterMillis) {}
