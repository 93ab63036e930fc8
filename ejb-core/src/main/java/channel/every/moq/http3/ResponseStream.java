package channel.every.moq.http3;

import channel.every.moq.transport.ReceiveListener;
import channel.every.moq.transport.SendStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a server answers to the request for a session, and what it says of the session then. */
final class ResponseStream implements ReceiveListener, FrameReader.Frames {
    private final WebTransportClient client;
    private final NumberedStream in;
    private final SendStream out;
    private final FrameReader frames = new FrameReader(this);
    private final Capsules capsules = new Capsules(this::closed);
    private @Nullable WebTransportSession session;
    private boolean answered;

    ResponseStream(WebTransportClient client, NumberedStream in, SendStream out) {
        this.client = client;
        this.in = in;
        this.out = out;
    }

    @Override
    public int mostBytes(long type) throws Http3Exception {
        RequestFrames.check(type, answered);
        return type == FrameReader.HEADERS && !answered ? FieldSection.MOST_BYTES : 0;
    }

    @Override
    public void whole(long type, byte[] body) throws Http3Exception {
        List<Field> fields = FieldSection.decode(body);
        String status = value(fields, ":status");
        if (status.startsWith("1")) {
            // RFC 9114 4.1: more is to come.
            return;
        }
        answered = true;
        if (!status.startsWith("2")) {
            client.fail("it answered with status " + status);
            return;
        }
        Optional<String> chosen = StringList.parse(value(fields, Request.CHOSEN))
                .filter(each -> each.size() == 1)
                .map(List::getFirst)
                .filter(client::offered);
        if (chosen.isEmpty()) {
            client.fail("it chose none of the protocols it was offered");
            return;
        }
        session = client.granted(in.id(), out, chosen.get());
    }

    private static String value(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .findFirst()
                .orElse("");
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
    public void received(byte[] bytes, int offset, int length) {
        try {
            frames.take(bytes, offset, length);
        } catch (Http3Exception e) {
            closed(0, "the stream of the session is broken: " + e.getMessage());
            client.raw().close(e.code(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void finished() {
        if (session != null) {
            session.peerFinished();
        } else {
            client.fail("it ended the request without an answer");
        }
    }

    @Override
    public void reset(long code) {
        if (session != null) {
            session.peerFinished();
        } else {
            client.fail("it gave the request up, code 0x" + Long.toHexString(code));
        }
    }
}
