package channel.every.cmaf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A fragmented MP4 file of one track, taken apart: {@code ftyp moov} and then {@code moof mdat} pairs (ISO/IEC 23000-19 7.3).
 * The parts put end to end are the file again.
 */
public record CmafTrack(InitSegment init, List<Fragment> fragments) {
    public CmafTrack {
        fragments = List.copyOf(fragments);
    }

    /** @throws MalformedBoxException if {@code file} is anything but {@code ftyp moov (moof mdat)*} of one track */
    public static CmafTrack read(byte[] file) {
        List<Box> boxes = Box.sequence(file, 0, file.length);
        if (boxes.size() < 2) {
            throw new MalformedBoxException("init segment needs 'ftyp' and 'moov'", file.length);
        }
        expect("ftyp", boxes.getFirst());
        Box moov = boxes.get(1);
        expect("moov", moov);
        InitSegment init = new InitSegment(
                Arrays.copyOf(file, moov.end()), MediaHeader.in(moov).timescale());
        List<Fragment> fragments = new ArrayList<>();
        for (int i = 2; i < boxes.size(); i += 2) {
            Box moof = boxes.get(i);
            expect("moof", moof);
            if (i + 1 == boxes.size()) {
                throw new MalformedBoxException("'moof' has no 'mdat'", moof.end());
            }
            Box mdat = boxes.get(i + 1);
            expect("mdat", mdat);
            MovieFragment read = MovieFragment.read(moof);
            fragments.add(new Fragment(
                    Arrays.copyOfRange(file, moof.offset(), mdat.end()),
                    read.sequence(),
                    read.decodeTime(),
                    init.timescale(),
                    read.duration()));
        }
        return new CmafTrack(init, fragments);
    }

    private static void expect(String type, Box box) {
        if (!box.type().equals(type)) {
            throw new MalformedBoxException("expected box '" + type + "', found '" + box.type() + "'", box.offset());
        }
    }
}
