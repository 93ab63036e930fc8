package channel.every.moq.http3;

import channel.every.moq.transport.SendListener;
import channel.every.moq.transport.SendStream;

/** A direction that a session writes. The number of the session goes out together with the first bytes. */
final class SessionSend implements SendStream {
    private static final byte[] NOTHING = {};

    private final WebTransportSession session;
    private final SendStream raw;
    private byte[] head;

    /** @param head what the peer knows the session by, or nothing on a stream that the peer opened */
    SessionSend(WebTransportSession session, SendStream raw, byte[] head) {
        this.session = session;
        this.raw = raw;
        this.head = head;
    }

    static SessionSend answering(WebTransportSession session, SendStream raw) {
        return new SessionSend(session, raw, NOTHING);
    }

    @Override
    public void listen(SendListener listener) {
        raw.listen(new SendListener() {
            @Override
            public void writable() {
                session.tell(listener::writable);
            }

            @Override
            public void sent() {
                session.tell(listener::sent);
            }

            @Override
            public void stopped(long code) {
                session.tell(() -> listener.stopped(Codes.toSession(code)));
            }
        });
    }

    @Override
    public boolean write(byte[] bytes, int offset, int length) {
        if (session.ended()) {
            return false;
        }
        if (head.length == 0) {
            return raw.write(bytes, offset, length);
        }
        byte[] first = new byte[head.length + length];
        System.arraycopy(head, 0, first, 0, head.length);
        System.arraycopy(bytes, offset, first, head.length, length);
        head = NOTHING;
        return raw.write(first, 0, first.length);
    }

    @Override
    public boolean writable() {
        return !session.ended() && raw.writable();
    }

    @Override
    public void finish() {
        if (head.length > 0) {
            write(NOTHING, 0, 0);
        }
        raw.finish();
    }

    /** A stream that gave up before its first bytes tells the peer of its session all the same, as draft-ietf-webtrans-http3 4.4 asks. */
    @Override
    public void reset(long code) {
        if (head.length > 0) {
            write(NOTHING, 0, 0);
        }
        raw.reset(Codes.ofSession(code));
    }

    @Override
    public void urgency(int urgency) {
        raw.urgency(urgency);
    }
}
