package channel.every.moq.http3;

import channel.every.moq.transport.ReceiveListener;

/** What comes back on a stream that a session opened: all of it is the session's. */
record Answer(SessionReceive in) implements ReceiveListener {
    @Override
    public void received(byte[] bytes, int offset, int length) {
        in.received(bytes, offset, length);
    }

    @Override
    public void finished() {
        in.finished();
    }

    @Override
    public void reset(long code) {
        in.reset(code);
    }
}
