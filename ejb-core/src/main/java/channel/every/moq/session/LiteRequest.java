package channel.every.moq.session;

import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteStream;
import org.jspecify.annotations.Nullable;

/** A question to the peer, on a stream of its own. Within the connection's executor. */
final class LiteRequest {
    private final LitePeer peer;
    private final LiteMessage question;
    private final LiteStream answer;
    private final MessageReader.Listener<LiteMessage> listener;
    private @Nullable LiteWriter out;
    private @Nullable MessageReader<LiteMessage> in;
    private boolean given;

    LiteRequest(LitePeer peer, LiteMessage question, LiteStream answer, MessageReader.Listener<LiteMessage> listener) {
        this.peer = peer;
        this.question = question;
        this.answer = answer;
        this.listener = listener;
    }

    /** Whether nobody waits for the answer any more. */
    boolean given() {
        return given;
    }

    void open(BidirectionalStream stream) {
        LiteWriter writer = peer.writer(stream.out());
        out = writer;
        writer.write(question);
        in = peer.read(answer, stream.in(), listener);
    }

    /** Says more on the stream; dropped if that is not open yet, or any more. */
    void say(LiteMessage more) {
        if (out != null && !given) {
            out.write(more);
        }
    }

    /** Ends both directions: the answer is there, or not wanted any more. May be called again. */
    void finish() {
        if (!given) {
            given = true;
            if (out != null) {
                out.finish();
            }
            if (in != null) {
                in.stop(SessionCode.CANCEL);
            }
        }
    }
}
