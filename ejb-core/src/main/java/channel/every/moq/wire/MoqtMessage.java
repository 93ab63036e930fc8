package channel.every.moq.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What peers of draft-ietf-moq-transport-18 say to each other, as far as @moq/net 0.3 and this house do. */
public sealed interface MoqtMessage {
    /** The first of each side's control stream, which stays open. */
    record Setup(List<MoqtProperty> options) implements MoqtMessage {
        public Setup {
            options = List.copyOf(options);
        }
    }

    /** @param timeoutMs until the connection is closed; 0 if it is not told */
    record Goaway(String uri, long timeoutMs) implements MoqtMessage {}

    /** Asks for the namespaces that begin with these parts. */
    record SubscribeNamespace(long id, List<String> prefix, List<MoqtParameter> parameters) implements MoqtMessage {
        public SubscribeNamespace {
            prefix = List.copyOf(prefix);
            parameters = List.copyOf(parameters);
        }
    }

    /** There is such a namespace; until the stream ends. */
    record PublishNamespace(long id, List<String> namespace, List<MoqtParameter> parameters) implements MoqtMessage {
        public PublishNamespace {
            namespace = List.copyOf(namespace);
            parameters = List.copyOf(parameters);
        }
    }

    record Subscribe(long id, List<String> namespace, String track, List<MoqtParameter> parameters)
            implements MoqtMessage {
        public Subscribe {
            namespace = List.copyOf(namespace);
            parameters = List.copyOf(parameters);
        }
    }

    /** Changes the request of its stream. */
    record RequestUpdate(long id, List<MoqtParameter> parameters) implements MoqtMessage {
        public RequestUpdate {
            parameters = List.copyOf(parameters);
        }
    }

    record TrackStatus(long id, List<String> namespace, String track, List<MoqtParameter> parameters)
            implements MoqtMessage {
        public TrackStatus {
            namespace = List.copyOf(namespace);
            parameters = List.copyOf(parameters);
        }
    }

    /** Offers a track unasked. */
    record Publish(
            long id,
            List<String> namespace,
            String track,
            long alias,
            List<MoqtParameter> parameters,
            List<MoqtProperty> properties)
            implements MoqtMessage {
        public Publish {
            namespace = List.copyOf(namespace);
            parameters = List.copyOf(parameters);
            properties = List.copyOf(properties);
        }
    }

    /**
     * Asks for objects that were published already.
     *
     * @param endObject the one after the last that is wanted, of the last group; 0 for all of it
     */
    record Fetch(
            long id,
            List<String> namespace,
            String track,
            long startGroup,
            long startObject,
            long endGroup,
            long endObject,
            List<MoqtParameter> parameters)
            implements MoqtMessage {
        public Fetch {
            namespace = List.copyOf(namespace);
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * Asks for what was published before a subscription began.
     *
     * @param relative whether {@code start} is so many groups before that, and not the number of a group
     * @param joined the subscription's request
     */
    record JoiningFetch(long id, boolean relative, long joined, long start, List<MoqtParameter> parameters)
            implements MoqtMessage {
        public JoiningFetch {
            parameters = List.copyOf(parameters);
        }
    }

    /** @param endGroup with {@code endObject}, how far the answer goes, as FETCH tells it @param endOfTrack whether nothing comes after */
    record FetchOk(
            boolean endOfTrack,
            long endGroup,
            long endObject,
            List<MoqtParameter> parameters,
            List<MoqtProperty> properties)
            implements MoqtMessage {
        public FetchOk {
            parameters = List.copyOf(parameters);
            properties = List.copyOf(properties);
        }
    }

    /** A request that is known by its type and not read further: SUBSCRIBE_TRACKS. */
    record Unserved(long type, long id) implements MoqtMessage {}

    record RequestOk(List<MoqtParameter> parameters, List<MoqtProperty> properties) implements MoqtMessage {
        public RequestOk {
            parameters = List.copyOf(parameters);
            properties = List.copyOf(properties);
        }
    }

    /** @param retryMs after which asking again may help; 0 for never */
    record RequestError(long code, long retryMs, String reason) implements MoqtMessage {}

    /** @param alias that the track's subgroups come under */
    record SubscribeOk(long alias, List<MoqtParameter> parameters, List<MoqtProperty> properties)
            implements MoqtMessage {
        public SubscribeOk {
            parameters = List.copyOf(parameters);
            properties = List.copyOf(properties);
        }
    }

    /** @param suffix what follows the prefix that was asked for @param parameters of the cluster extension where it was agreed, else none */
    record Namespace(List<String> suffix, List<MoqtParameter> parameters) implements MoqtMessage {
        public Namespace {
            suffix = List.copyOf(suffix);
            parameters = List.copyOf(parameters);
        }
    }

    record NamespaceDone(List<String> suffix) implements MoqtMessage {
        public NamespaceDone {
            suffix = List.copyOf(suffix);
        }
    }

    /** @param streams that were opened for it; 0 if they are not counted */
    record PublishDone(long status, long streams, String reason) implements MoqtMessage {}

    /**
     * Begins a stream of objects of one group.
     *
     * @param subgroup {@link #OF_FIRST_OBJECT} if it is called as its first object
     * @param priority null for the track's
     * @param properties whether each object has some
     * @param last whether the group ends with the stream
     * @param first whether the stream begins with the subgroup's first object
     */
    record Subgroup(
            long alias,
            long group,
            long subgroup,
            @Nullable Integer priority,
            boolean properties,
            boolean last,
            boolean first)
            implements MoqtMessage {
        public static final long OF_FIRST_OBJECT = -1;
    }

    /** @param skipped the objects left out before it; of the first of a stream, its number */
    record Content(long skipped, List<MoqtProperty> properties, byte[] payload) implements MoqtMessage {
        public Content {
            properties = List.copyOf(properties);
        }
    }

    /** An object that is none: 3 ends its group, 4 its track. */
    record Status(long skipped, List<MoqtProperty> properties, long status) implements MoqtMessage {
        public Status {
            properties = List.copyOf(properties);
        }
    }
}
