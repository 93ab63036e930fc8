package channel.every.cmaf;

/**
 * Moves a fragment that an encoder timed from the start of its window onto the shared clock. Patches sequence_number and
 * baseMediaDecodeTime in place, so that nothing else of the bytes changes; hash after this, not before.
 *
 * @param sequence new mfhd sequence_number: the chunk index, of which the low 32 bits are stored
 * @param shiftTicks where the window starts on the shared clock, in ticks of the track
 */
public record TfdtRewriter(long sequence, long shiftTicks) {
    private static final long SEQUENCE_MASK = 0xFFFF_FFFFL;

    /** A copy of {@code fragment} on the shared clock. */
    public Fragment rewrite(Fragment fragment) {
        byte[] bytes = fragment.bytes().clone();
        MovieFragment fields = MovieFragment.read(Box.at(bytes, 0, bytes.length));
        long decodeTime = Math.addExact(fields.decodeTime(), shiftTicks);
        long stored = sequence & SEQUENCE_MASK;
        BigEndian.store32(bytes, fields.sequenceAt(), stored);
        if (fields.wideDecodeTime()) {
            BigEndian.store64(bytes, fields.decodeTimeAt(), decodeTime);
        } else if (decodeTime >= 0 && decodeTime <= SEQUENCE_MASK) {
            BigEndian.store32(bytes, fields.decodeTimeAt(), decodeTime);
        } else {
            throw new MalformedBoxException(
                    "tfdt version 0 has no room for decode time " + decodeTime, fields.decodeTimeAt());
        }
        return new Fragment(bytes, stored, decodeTime, fragment.timescale(), fields.duration());
    }
}
