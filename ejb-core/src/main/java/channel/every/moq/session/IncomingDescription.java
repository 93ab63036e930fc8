package channel.every.moq.session;

import channel.every.moq.TrackEnd;
import channel.every.moq.TrackFeed;
import channel.every.moq.TrackInfo;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteMessage.TrackRequest;
import channel.every.moq.wire.LiteStream;
import org.jspecify.annotations.Nullable;

/** What a peer says of a track. */
final class IncomingDescription implements MessageReader.Listener<LiteMessage> {
    private final TrackFeed.Sink sink;
    private @Nullable LiteRequest request;
    private boolean over;

    private IncomingDescription(TrackFeed.Sink sink) {
        this.sink = sink;
    }

    static void ask(Incoming incoming, String broadcast, String track, TrackFeed.Sink sink) {
        LitePeer peer = incoming.peer();
        IncomingDescription description = new IncomingDescription(sink);
        if (incoming.closed()) {
            sink.ended(new TrackEnd.Failed(SessionCode.CLOSED.code(), "the connection has ended"));
        } else if (peer.version().describesTracks()) {
            description.request = peer.ask(new TrackRequest(broadcast, track), LiteStream.TRACK_INFO, description);
            peer.parts()
                    .delays()
                    .after(
                            peer.parts().limits().answer(),
                            () -> peer.executor().execute(() -> description.unanswered(peer)));
        }
    }

    private void unanswered(LitePeer peer) {
        if (!over) {
            peer.parts().counts().refused(Refusal.TIMEOUT);
            failed(SessionCode.TIMEOUT.code(), "no answer to what a track is");
        }
    }

    @Override
    public void message(LiteMessage message) {
        if (message
                instanceof LiteMessage.TrackInfo(int priority, boolean ordered, long maxLatencyMs, long timescale)) {
            over();
            sink.described(new TrackInfo(priority, ordered, maxLatencyMs, timescale));
        }
    }

    @Override
    public void ended() {
        if (!over) {
            failed(SessionCode.PROTOCOL_VIOLATION.code(), "no answer to what a track is");
        }
    }

    @Override
    public void failed(long code, String reason) {
        if (!over) {
            over();
            sink.ended(new TrackEnd.Failed(code, reason));
        }
    }

    private void over() {
        over = true;
        if (request != null) {
            request.finish();
        }
    }
}
