package channel.every.encode;

import channel.every.cmaf.Fragment;
import channel.every.cmaf.InitSegment;
import channel.every.identity.Rendition;
import java.util.List;

/** One rendition of one window. */
public record EncodedTrack(Rendition rendition, InitSegment init, List<Fragment> fragments) {
    public EncodedTrack {
        fragments = List.copyOf(fragments);
    }
}
