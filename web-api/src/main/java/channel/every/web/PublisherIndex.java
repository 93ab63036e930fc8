package channel.every.web;

import channel.every.archive.ArchiveIndex;
import channel.every.identity.Label;
import channel.every.node.NodeView;
import channel.every.node.PublisherStatus;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The index that a request means. */
final class PublisherIndex {
    private static final System.Logger LOG = System.getLogger(PublisherIndex.class.getName());

    private PublisherIndex() {}

    /** @param source the publisher; may be left away where the broadcast has only one */
    static ArchiveIndex of(NodeView node, Label broadcast, @Nullable String source) {
        Label publisher = source == null ? only(node, broadcast) : new RequestField("source", source).label();
        return node.index(publisher)
                .orElseThrow(() -> new ProblemException(Problem.notFound(
                        "source", publisher.value(), "/v1/streams lists the publishers of this node")));
    }

    /** An index that is there and cannot be read, as a damaged object is answered. */
    static ProblemException damaged(Label broadcast, Label track, IOException e) {
        String index = "the index of " + broadcast + '/' + track;
        LOG.log(System.Logger.Level.WARNING, "not served: {0}: {1}", index, e.getMessage());
        return new ProblemException(
                Problem.damaged(index, "ask another node; the server's messages.log has what the device answered"));
    }

    private static Label only(NodeView node, Label broadcast) {
        List<Label> names = StreamResource.named(node, broadcast.value()).publishers().stream()
                .map(PublisherStatus::name)
                .toList();
        if (names.size() != 1) {
            throw new ProblemException(Problem.missing(
                    "source",
                    "name the publisher whose index you want: "
                            + names.stream().map(Label::value).collect(Collectors.joining(", "))));
        }
        return names.getFirst();
    }
}
