package channel.every.cmaf;

/**
 * Where a fragment lies in time, as its own {@code moof} says.
 *
 * @param sequence mfhd sequence_number
 * @param decodeTime tfdt baseMediaDecodeTime, in ticks of the track
 * @param duration sum of the sample durations, in ticks of the track
 * @param samples pictures, or frames of sound
 */
public record FragmentTiming(long sequence, long decodeTime, long duration, long samples) {
    /** @throws MalformedBoxException unless {@code fragment} is one {@code moof} and one {@code mdat} of one track */
    public static FragmentTiming of(byte[] fragment) {
        Box moof = Box.at(fragment, 0, fragment.length);
        expect("moof", moof);
        Box mdat = Box.at(fragment, moof.end(), fragment.length);
        expect("mdat", mdat);
        if (mdat.end() != fragment.length) {
            throw new MalformedBoxException("a fragment ends with its 'mdat'", mdat.end());
        }
        MovieFragment read = MovieFragment.read(moof);
        return new FragmentTiming(read.sequence(), read.decodeTime(), read.duration(), read.samples());
    }

    private static void expect(String type, Box box) {
        if (!box.type().equals(type)) {
            throw new MalformedBoxException("expected box '" + type + "', found '" + box.type() + "'", box.offset());
        }
    }
}
