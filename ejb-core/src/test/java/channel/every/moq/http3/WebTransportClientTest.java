package channel.every.moq.http3;

import static channel.every.moq.http3.Bytes.frame;
import static channel.every.moq.http3.Bytes.head;
import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.transport.Connection;
import channel.every.moq.transport.RecordedConnection;
import channel.every.moq.transport.RecordedConnection.Closed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a client of WebTransport makes of what servers say, byte by byte. */
final class WebTransportClientTest {
    private final List<CompletableFuture<Connection>> opened = new ArrayList<>();
    private final Ends ends = Ends.client(opened);
    private final Hand hand = ends.hand;

    private Hand.Stream request() {
        hand.unidirectional(Settings.controlStream());
        return hand.peers.stream().filter(peer -> peer.out != null).findFirst().orElseThrow();
    }

    private RecordedConnection granted(Hand.Stream request) {
        request.write(head(":status", "200", Request.CHOSEN, "\"moq-lite-05\""));
        ends.sessions.add(opened.getFirst().join());
        return ends.session();
    }

    @Test
    void a_client_that_is_told_goodbye_says_so_too_and_closes_the_connection() {
        Hand.Stream request = request();
        RecordedConnection session = granted(request);
        request.write(Capsules.close(7, "done"));
        assertThat(session.closed.join()).isEqualTo(new Closed(7, "done"));
        assertThat(request.finished).isTrue();
        assertThat(hand.closed).isEqualTo(-1);
        request.finish();
        assertThat(hand.closed).isEqualTo(Codes.NO_ERROR);
    }

    @Test
    void a_client_that_says_goodbye_closes_the_connection_once_the_server_has_heard_it() {
        Hand.Stream request = request();
        RecordedConnection session = granted(request);
        session.connection.close(7, "done");
        ends.executor.runAll();
        assertThat(request.received.toByteArray()).endsWith(Capsules.close(7, "done"));
        assertThat(request.finished).isTrue();
        assertThat(hand.closed).isEqualTo(-1);
        request.finish();
        assertThat(hand.closed).isEqualTo(Codes.NO_ERROR);
    }

    @Test
    void a_server_that_refuses_is_left_and_its_status_told() {
        Hand.Stream request = request();
        request.write(head(":status", "404"));
        assertThat(opened.getFirst())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("status 404");
        assertThat(hand.closed).isEqualTo(Codes.NO_ERROR);
    }

    @Test
    void what_is_no_frame_of_the_answer_closes_the_connection_with_the_code_of_the_standard() {
        request().write(frame(FrameReader.SETTINGS));
        assertThat(hand.closed).isEqualTo(Codes.FRAME_UNEXPECTED);
    }
}
