package channel.every.moq.quic;

import channel.every.moq.transport.RecordedConnection;
import channel.every.moq.transport.RecordedConnection.Both;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A server, a client, a question and its answer; run within class loaders of its own. */
public final class RoundTrip implements Runnable {
    @Override
    public void run() {
        try (Loopback loopback = new Loopback(QuicLimits.USUAL);
                QuicClient client = new QuicClient(loopback.trust(), QuicLimits.USUAL)) {
            RecordedConnection opener = RecordedConnection.started(
                    RecordedConnection.await(client.connectWebTransport(loopback.url("/"), List.of("moq-lite-05"))));
            RecordedConnection acceptor = RecordedConnection.started(RecordedConnection.next(loopback.accepted));
            Both asked = opener.openBidirectional();
            asked.out().write("question");
            asked.out().finish();
            Both heard = acceptor.nextBidirectional();
            heard.out().write(heard.in().text());
            heard.out().finish();
            if (!asked.in().text().equals("question")) {
                throw new IllegalStateException("no echo");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
