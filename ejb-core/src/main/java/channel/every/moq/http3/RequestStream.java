package channel.every.moq.http3;

import channel.every.moq.transport.SendStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stream of two directions that a client opened for a request; where that opened a session, what comes then is about the session. */
final class RequestStream implements StreamReader, FrameReader.Frames {
    private final WebTransportServer server;
    private final NumberedStream in;
    private final SendStream out;
    private final FrameReader frames = new FrameReader(this);
    private final Capsules capsules = new Capsules(this::closed);
    private @Nullable WebTransportSession session;
    private boolean answered;

    RequestStream(WebTransportServer server, long type, NumberedStream in, SendStream out) throws Http3Exception {
        this.server = server;
        this.in = in;
        this.out = out;
        out.urgency(SendStream.FIRST);
        frames.typed(type);
    }

    @Override
    public int mostBytes(long type) throws Http3Exception {
        RequestFrames.check(type, answered);
        return type == FrameReader.HEADERS && !answered ? FieldSection.MOST_BYTES : 0;
    }

    @Override
    public void whole(long type, byte[] body) throws Http3Exception {
        read();
        Optional<WebTransportSession> opened = server.answer(Request.of(FieldSection.decode(body)), in, out);
        session = opened.orElse(null);
    }

    private void read() {
        if (!answered) {
            answered = true;
            server.requestRead();
        }
    }

    @Override
    public void data(byte[] bytes, int offset, int length) throws Http3Exception {
        if (session != null) {
            capsules.take(bytes, offset, length);
        }
    }

    private void closed(long code, String reason) {
        if (session != null) {
            session.gone(code, reason);
        }
    }

    @Override
    public void received(byte[] bytes, int offset, int length) throws Http3Exception {
        try {
            frames.take(bytes, offset, length);
        } catch (Http3Exception e) {
            read();
            closed(0, "the stream of the session is broken: " + e.getMessage());
            throw e;
        }
    }

    @Override
    public void finished() throws Http3Exception {
        boolean whole = answered;
        read();
        if (session != null) {
            session.peerFinished();
        } else if (!whole) {
            throw Http3Exception.ofStream(Codes.REQUEST_INCOMPLETE, "a request ended within its head");
        }
    }

    @Override
    public void reset(long code) {
        read();
        if (session != null) {
            session.peerFinished();
        } else {
            out.reset(Codes.REQUEST_INCOMPLETE);
        }
    }
}
