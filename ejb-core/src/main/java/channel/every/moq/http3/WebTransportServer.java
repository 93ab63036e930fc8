package channel.every.moq.http3;

import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ConnectionAcceptor;
import channel.every.moq.transport.SendStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The accepting end: answers requests, and opens the first that asks for a session in a protocol spoken here. */
public final class WebTransportServer extends Http3Connection {
    /** Requests whose head is not whole yet; each holds up to {@link FieldSection#MOST_BYTES}. Browsers send one. */
    private static final int MOST_REQUESTS = 8;

    /** RFC 9114 8.1. */
    private static final long REQUEST_REJECTED = 0x10B;

    private final List<String> protocols;
    private final ConnectionAcceptor acceptor;
    private final Consumer<Refusal> refused;
    private int requests;

    /**
     * @param protocols spoken here, the favourite first
     * @param patience until somebody asks for a session; then the connection is closed
     * @param refused told of requests that are answered with a status other than 200
     */
    public WebTransportServer(
            Connection raw,
            Delay delay,
            Duration patience,
            List<String> protocols,
            ConnectionAcceptor acceptor,
            Consumer<Refusal> refused) {
        super(raw, delay);
        this.protocols = List.copyOf(protocols);
        this.acceptor = acceptor;
        this.refused = refused;
        delay.after(patience, () -> {
            if (session() == null) {
                raw.close(Codes.NO_ERROR, "nobody asked for a session");
            }
        });
    }

    @Override
    void settled(Settings settings) {}

    @Override
    StreamReader request(long type, NumberedStream in, SendStream out) throws Http3Exception {
        if (requests == MOST_REQUESTS) {
            throw Http3Exception.ofStream(REQUEST_REJECTED, "too many requests at once");
        }
        requests++;
        return new RequestStream(this, type, in, out);
    }

    /** A request's head is whole, or will never be. */
    void requestRead() {
        requests--;
    }

    /** Answers; the session if one was opened. */
    Optional<WebTransportSession> answer(Request request, NumberedStream in, SendStream out) {
        if (!request.asksForSession()) {
            boolean page = request.method().equals("GET") || request.method().equals("HEAD");
            return refuse(page ? Refusal.NOT_A_PAGE : Refusal.NOT_A_METHOD, in, out);
        }
        if (request.path().length() > ConnectRequest.MOST_CHARACTERS) {
            return refuse(Refusal.PATH_TOO_LONG, in, out);
        }
        Optional<ConnectRequest> target = request.target(raw().request().remote());
        if (target.isEmpty()) {
            return refuse(Refusal.NOT_A_PATH, in, out);
        }
        if (session() != null) {
            return refuse(Refusal.SECOND_SESSION, in, out);
        }
        Optional<String> protocol =
                protocols.stream().filter(request.offered()::contains).findFirst();
        if (protocol.isEmpty()) {
            return refuse(Refusal.NO_COMMON_PROTOCOL, in, out);
        }
        byte[] head = FieldSection.frame(List.of(
                new Field(":status", "200"), new Field(Request.CHOSEN, StringList.format(List.of(protocol.get())))));
        out.write(head, 0, head.length);
        WebTransportSession session = new WebTransportSession(this, in.id(), out, protocol.get(), target.get(), true);
        session.tell(() -> acceptor.accepted(session));
        established(session);
        return Optional.of(session);
    }

    private Optional<WebTransportSession> refuse(Refusal refusal, NumberedStream in, SendStream out) {
        refused.accept(refusal);
        byte[] text = (refusal.text() + "\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(FieldSection.frame(List.of(
                new Field(":status", String.valueOf(refusal.status())),
                new Field("content-type", "text/plain;charset=utf-8"),
                new Field("content-length", String.valueOf(text.length)))));
        Varint.write(FrameReader.DATA, answer);
        Varint.write(text.length, answer);
        answer.writeBytes(text);
        out.write(answer.toByteArray(), 0, answer.size());
        out.finish();
        in.stop(Codes.NO_ERROR);
        return Optional.empty();
    }
}
