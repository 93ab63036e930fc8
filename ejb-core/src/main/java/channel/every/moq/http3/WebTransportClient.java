package channel.every.moq.http3;

import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.SendStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The asking end: waits for the server's settings, asks for a session, and hands it over once it is granted. */
public final class WebTransportClient extends Http3Connection {
    private final String authority;
    private final List<String> protocols;
    private final CompletableFuture<Connection> opened = new CompletableFuture<>();
    private boolean settled;
    private boolean asked;

    /**
     * @param authority host and port as in the URL
     * @param protocols wanted, the favourite first
     */
    public WebTransportClient(Connection raw, Delay delay, String authority, List<String> protocols) {
        super(raw, delay);
        this.authority = authority;
        this.protocols = List.copyOf(protocols);
    }

    /** The session, or a {@link SessionRefusedException}; completed on the connection's executor. */
    public CompletableFuture<Connection> opened() {
        return opened;
    }

    @Override
    void settled(Settings settings) {
        if (!settings.takesWebTransport()) {
            fail("its HTTP/3 takes no WebTransport");
            return;
        }
        settled = true;
        ask();
    }

    @Override
    public void streamsGranted() {
        super.streamsGranted();
        ask();
    }

    private void ask() {
        BidirectionalStream stream = settled && !asked ? raw().openBidirectional() : null;
        if (stream == null) {
            return;
        }
        asked = true;
        byte[] head = FieldSection.frame(List.of(
                new Field(":method", "CONNECT"),
                new Field(":protocol", Request.WEBTRANSPORT),
                new Field(":scheme", "https"),
                new Field(":authority", authority),
                new Field(":path", path(raw().request())),
                new Field("sec-webtransport-http3-draft02", "1"),
                new Field(Request.OFFERED, StringList.format(protocols))));
        NumberedStream in = (NumberedStream) stream.in();
        ResponseStream response = new ResponseStream(this, in, stream.out());
        stream.out().urgency(SendStream.FIRST);
        stream.out().write(head, 0, head.length);
        in.listen(response);
    }

    private static String path(ConnectRequest request) {
        try {
            String encoded = new URI(null, null, request.path(), null).toASCIIString();
            return request.query().isEmpty() ? encoded : encoded + '?' + request.query();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path: " + request.path(), e);
        }
    }

    @Override
    StreamReader request(long type, NumberedStream in, SendStream out) throws Http3Exception {
        throw Http3Exception.ofConnection(Codes.STREAM_CREATION_ERROR, "a server asks nothing of a client");
    }

    WebTransportSession granted(long id, SendStream out, String protocol) {
        WebTransportSession session = new WebTransportSession(this, id, out, protocol, raw().request(), false);
        established(session);
        opened.complete(session);
        return session;
    }

    boolean offered(String protocol) {
        return protocols.contains(protocol);
    }

    void fail(String why) {
        opened.completeExceptionally(new SessionRefusedException(why));
        leave();
    }

    @Override
    public void closed(long code, String reason) {
        super.closed(code, reason);
        opened.completeExceptionally(new SessionRefusedException(
                "it closed the connection, code 0x" + Long.toHexString(code) + " " + reason));
    }
}
