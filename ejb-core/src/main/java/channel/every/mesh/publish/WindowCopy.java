package channel.every.mesh.publish;

import channel.every.identity.Rendition;
import java.util.List;

/**
 * One rendition of a window.
 *
 * @param fragments in order of their slots
 */
record WindowCopy(Rendition rendition, PublishedObject init, List<PublishedObject> fragments) {
    WindowCopy {
        fragments = List.copyOf(fragments);
    }
}
