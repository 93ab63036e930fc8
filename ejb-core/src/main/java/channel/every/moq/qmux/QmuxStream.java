package channel.every.moq.qmux;

import channel.every.moq.transport.BidirectionalStream;
import org.jspecify.annotations.Nullable;

/** The directions of a stream that this side has a part in. */
record QmuxStream(
        long id, @Nullable QmuxSend send, @Nullable QmuxReceive receive) {
    boolean ended() {
        return (send == null || send.ended()) && (receive == null || receive.told());
    }

    BidirectionalStream both() {
        if (send == null || receive == null) {
            throw new IllegalStateException("stream " + id + " has one direction");
        }
        return new BidirectionalStream(send, receive);
    }
}
