package channel.every.moq.session;

import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.LiteMessage;

/**
 * A PROBE stream that stays open and says nothing, for the transport tells no rate: clients of 04 open one whatever is offered, and take
 * its end for the session's.
 */
record OpenProbe(SendStream out) implements MessageReader.Listener<LiteMessage> {
    @Override
    public void message(LiteMessage message) {
        throw new IllegalStateException("the codec lets nothing follow a PROBE: " + message);
    }

    @Override
    public void ended() {
        out.finish();
    }

    @Override
    public void failed(long code, String reason) {
        out.reset(SessionCode.CANCEL.code());
    }
}
