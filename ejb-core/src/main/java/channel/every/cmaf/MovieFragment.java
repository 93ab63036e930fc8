package channel.every.cmaf;

/**
 * Where the fields that place a single-track {@code moof} in time lie, and what they say (ISO/IEC 14496-12 8.8).
 *
 * @param sequenceAt offset of mfhd sequence_number, 32 bits
 * @param decodeTimeAt offset of tfdt baseMediaDecodeTime
 * @param wideDecodeTime whether baseMediaDecodeTime has 64 bits (tfdt version 1)
 * @param duration sum of the sample durations, in ticks of the track
 */
record MovieFragment(
        long sequence,
        int sequenceAt,
        long decodeTime,
        int decodeTimeAt,
        boolean wideDecodeTime,
        long duration,
        long samples) {
    static MovieFragment read(Box moof) {
        Box mfhd = moof.child("mfhd");
        int sequenceAt = mfhd.payload() + Box.FULL_HEADER;
        Box traf = moof.child("traf");
        Box tfdt = traf.child("tfdt");
        int decodeTimeAt = tfdt.payload() + Box.FULL_HEADER;
        boolean wide = tfdt.version() == 1;
        Box tfhd = traf.child("tfhd");
        return new MovieFragment(
                mfhd.unsigned32(sequenceAt),
                sequenceAt,
                wide ? tfdt.unsigned63(decodeTimeAt) : tfdt.unsigned32(decodeTimeAt),
                decodeTimeAt,
                wide,
                traf.children("trun").stream()
                        .mapToLong(trun -> TrackRun.duration(trun, tfhd))
                        .sum(),
                traf.children("trun").stream().mapToLong(TrackRun::samples).sum());
    }
}
