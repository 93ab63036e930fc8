package channel.every.proof;

import channel.every.hash.Blake3Hash;
import channel.every.hash.MerkleTree;
import channel.every.identity.Rendition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One hash for everything a publisher made of one rendition (ECP-0156).
 *
 * @param merkleRoot over the media hashes of all its fragments, in order
 * @param fragments the number of leaves, which the root does not tell
 */
public record RungRoot(Rendition rendition, Blake3Hash merkleRoot, int fragments) {
    static List<RungRoot> of(List<ProofWindow> windows) {
        Map<Rendition, List<Blake3Hash>> leaves = new LinkedHashMap<>();
        for (ProofWindow window : windows) {
            for (ProofTrack track : window.tracks()) {
                List<Blake3Hash> hashes = leaves.computeIfAbsent(track.rendition(), fresh -> new ArrayList<>());
                track.fragments().forEach(fragment -> hashes.add(fragment.hash()));
            }
        }
        return leaves.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(each -> new RungRoot(
                        each.getKey(),
                        MerkleTree.of(each.getValue()).root().hash(),
                        each.getValue().size()))
                .toList();
    }
}
