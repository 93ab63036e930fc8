package channel.every.proof;

import channel.every.encode.EncodedTrack;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Rendition;
import java.util.List;

/** What a report says of one rendition of a window. */
public record ProofTrack(Rendition rendition, Blake3Hash initHash, List<ProofFragment> fragments) {
    public ProofTrack {
        fragments = List.copyOf(fragments);
    }

    static ProofTrack of(EncodedTrack track) {
        return new ProofTrack(
                track.rendition(),
                Blake3.hash(track.init().bytes()),
                track.fragments().stream().map(ProofFragment::of).toList());
    }
}
