package channel.every.clock;

/** The table that tells a stream's UTC, the one that decides first. One decides: in real multiplexes they differ by half a second. */
public enum TimeSource {
    /** ATSC System Time Table, about once a second (A/65 6.1). */
    STT,
    /** DVB Time and Date Table, at least every 30 s (EN 300 468 5.2.5, TR 101 211 4.4). */
    TDT,
    /** DVB Time Offset Table, where there is no TDT. */
    TOT
}
