package channel.every.moq.session;

import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.wire.MoqtMessage;
import channel.every.moq.wire.MoqtStream;
import org.jspecify.annotations.Nullable;

/** A question to the peer, on a stream of its own. Within the connection's executor. */
final class MoqtRequest {
    private final MoqtPeer peer;
    private final MoqtMessage question;
    private final MessageReader.Listener<MoqtMessage> listener;
    private @Nullable MoqtWriter out;
    private @Nullable MessageReader<MoqtMessage> in;
    private boolean given;

    MoqtRequest(MoqtPeer peer, MoqtMessage question, MessageReader.Listener<MoqtMessage> listener) {
        this.peer = peer;
        this.question = question;
        this.listener = listener;
    }

    /** Whether nobody waits for the answer any more. */
    boolean given() {
        return given;
    }

    void open(BidirectionalStream stream) {
        out = new MoqtWriter(stream.out());
        out.write(question);
        in = peer.read(MoqtStream.ANSWERS, stream.in(), listener);
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
