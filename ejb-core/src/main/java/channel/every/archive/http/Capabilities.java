package channel.every.archive.http;

import channel.every.archive.ArchiveIndex;
import channel.every.identity.Label;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a peer can do, {@code GET /v1/capabilities}; one that has no such resource can do the least.
 *
 * @param v version of this form
 * @param node its name
 * @param features of {@link #MANIFEST_KEYS} and its like; unknown ones are of newer peers
 * @param manifests the tracks it serves
 */
public record Capabilities(int v, String node, List<String> features, List<Manifest> manifests) {
    /** Pages are the index's own bytes, and a reader may make a key from what he holds. */
    public static final String MANIFEST_KEYS = "manifest-keys";

    /** The parameter {@code source} chooses among the publishers of a broadcast. */
    public static final String MANIFEST_SOURCE = "manifest-source";

    /** Objects can be had from any byte on. */
    public static final String OBJECT_RANGE = "object-range";

    private static final int VERSION = 1;

    public Capabilities {
        features = List.copyOf(features);
        manifests = List.copyOf(manifests);
    }

    /** One track of one publisher. */
    public record Manifest(Label source, Label broadcast, Label track) {}

    /** @param indexes by the names of the publishers */
    public static Capabilities of(Label node, Map<Label, ? extends ArchiveIndex> indexes) throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        for (Map.Entry<Label, ? extends ArchiveIndex> each : indexes.entrySet()) {
            for (Label broadcast : each.getValue().broadcasts()) {
                for (Label track : each.getValue().tracks(broadcast)) {
                    manifests.add(new Manifest(each.getKey(), broadcast, track));
                }
            }
        }
        return new Capabilities(
                VERSION, node.value(), List.of(MANIFEST_KEYS, MANIFEST_SOURCE, OBJECT_RANGE), manifests);
    }

    public boolean can(String feature) {
        return features.contains(feature);
    }
}
