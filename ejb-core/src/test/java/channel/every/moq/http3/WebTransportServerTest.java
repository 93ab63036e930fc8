package channel.every.moq.http3;

import static channel.every.moq.http3.Bytes.connect;
import static channel.every.moq.http3.Bytes.frame;
import static channel.every.moq.http3.Bytes.head;
import static channel.every.moq.http3.Bytes.join;
import static channel.every.moq.http3.Bytes.varints;
import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.transport.RecordedConnection;
import channel.every.moq.transport.RecordedReceive;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server of WebTransport makes of what peers may say, byte by byte. */
final class WebTransportServerTest {
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.US_ASCII);
    private static final long GREASE = 0x1F * 7 + 0x21;

    private final Ends ends = Ends.server();
    private final Hand hand = ends.hand;

    private int status(Hand.Stream stream) throws Exception {
        byte[] bytes = stream.received.toByteArray();
        assertThat(bytes[0]).isEqualTo((byte) FrameReader.HEADERS);
        Varint length = new Varint();
        int at = 1;
        while (!length.take(bytes[at])) {
            at++;
        }
        byte[] section = Arrays.copyOfRange(bytes, at + 1, at + 1 + (int) length.value());
        Field first = FieldSection.decode(section).getFirst();
        assertThat(first.name()).isEqualTo(":status");
        return Integer.parseInt(first.value());
    }

    @Test
    void it_says_what_it_can_before_anything_else() {
        assertThat(hand.peers).hasSize(1);
        assertThat(hand.peers.getFirst().received.toByteArray()).startsWith(0, 4);
    }

    @Test
    void a_request_for_a_session_is_granted_in_the_protocol_it_likes_best() throws Exception {
        Hand.Stream request = hand.bidirectional(connect("/a%2Fb%C3%A9?t=1&u"));
        assertThat(status(request)).isEqualTo(200);
        assertThat(new String(request.received.toByteArray(), StandardCharsets.ISO_8859_1))
                .contains("\"moq-lite-04\"");
        assertThat(ends.sessions).hasSize(1);
        assertThat(ends.sessions.getFirst().request().path()).isEqualTo("/a/bé");
        assertThat(ends.sessions.getFirst().request().query()).isEqualTo("t=1&u");
        assertThat(ends.sessions.getFirst().request().origin()).isEqualTo("https://page.example");
    }

    @Test
    void requests_that_open_no_session_are_answered() throws Exception {
        assertThat(status(hand.bidirectional(head(":method", "GET", ":scheme", "https", ":path", "/"))))
                .isEqualTo(404);
        assertThat(status(hand.bidirectional(head(":method", "POST", ":path", "/"))))
                .isEqualTo(405);
        assertThat(status(hand.bidirectional(head(":method", "CONNECT", ":authority", "elsewhere:443"))))
                .isEqualTo(405);
        assertThat(status(hand.bidirectional(connect("no slash")))).isEqualTo(400);
        assertThat(status(hand.bidirectional(connect("/%4")))).isEqualTo(400);
        assertThat(status(hand.bidirectional(connect("/" + "x".repeat(8192))))).isEqualTo(414);
        assertThat(status(hand.bidirectional(head(":method", "CONNECT", ":protocol", "webtransport", ":path", "/"))))
                .isEqualTo(406);
        hand.bidirectional(connect("/"));
        assertThat(status(hand.bidirectional(connect("/")))).isEqualTo(429);
        assertThat(ends.sessions).hasSize(1);
        assertThat(ends.refused)
                .containsExactly(
                        Refusal.NOT_A_PAGE,
                        Refusal.NOT_A_METHOD,
                        Refusal.NOT_A_METHOD,
                        Refusal.NOT_A_PATH,
                        Refusal.NOT_A_PATH,
                        Refusal.PATH_TOO_LONG,
                        Refusal.NO_COMMON_PROTOCOL,
                        Refusal.SECOND_SESSION);
        assertThat(hand.closed).isEqualTo(-1);
    }

    @Test
    void streams_of_a_session_may_come_before_it_is_asked_for() {
        hand.unidirectional(join(varints(0x54, 0), TEXT)).finish();
        Hand.Stream both = hand.bidirectional();
        both.write(connect("/"));
        RecordedConnection session = ends.session();
        RecordedReceive in = new RecordedReceive(session, RecordedConnection.next(session.unidirectional));
        ends.executor.runAll();
        assertThat(in.end()).isEqualTo(RecordedReceive.FINISHED);
    }

    @Test
    void no_more_than_64_of_them_are_held() {
        for (int i = 0; i < Http3Connection.MOST_HELD; i++) {
            assertThat(hand.unidirectional(varints(0x54, 0)).stopped).isEqualTo(-1);
        }
        assertThat(hand.unidirectional(varints(0x54, 0)).stopped).isEqualTo(Codes.BUFFERED_STREAM_REJECTED);
        assertThat(hand.bidirectional(varints(0x41, 0)).reset).isEqualTo(Codes.BUFFERED_STREAM_REJECTED);
    }

    @Test
    void streams_of_another_session_are_refused() {
        hand.bidirectional(connect("/"));
        assertThat(hand.unidirectional(varints(0x54, 4)).stopped).isEqualTo(Codes.SESSION_GONE);
        hand.unidirectional(varints(0x54, 3));
        assertThat(hand.closed).isEqualTo(Codes.ID_ERROR);
    }

    @Test
    void what_nobody_knows_is_passed_over() throws Exception {
        assertThat(hand.unidirectional(varints(GREASE)).stopped).isEqualTo(Codes.STREAM_CREATION_ERROR);
        hand.unidirectional(join(
                varints(0),
                frame(FrameReader.SETTINGS, varints(GREASE, 5)),
                frame(GREASE, TEXT),
                frame(0x07, varints(0)),
                frame(0xF0700, varints(0))));
        hand.unidirectional(varints(QpackStream.ENCODER, 0x20));
        Hand.Stream request = hand.bidirectional(join(frame(GREASE), connect("/"), frame(GREASE, TEXT)));
        assertThat(status(request)).isEqualTo(200);
        request.write(frame(FrameReader.DATA, frame(0x1234, TEXT)));
        assertThat(hand.closed).isEqualTo(-1);
        assertThat(ends.sessions).hasSize(1);
    }

    @Test
    void all_may_come_a_byte_at_a_time() {
        Hand.Stream request = hand.bidirectional();
        for (byte each : connect("/slow")) {
            request.write(each);
        }
        Hand.Stream stream = hand.unidirectional();
        for (byte each : join(varints(0x54, 0), TEXT)) {
            stream.write(each);
        }
        stream.finish();
        RecordedConnection session = ends.session();
        assertThat(session.unidirectional).hasSize(1);
        for (byte each : Capsules.close(7, "done")) {
            request.write(each);
        }
        assertThat(session.closed.join()).isEqualTo(new RecordedConnection.Closed(7, "done"));
    }

    @Test
    void what_breaks_the_connection_closes_it_with_the_code_of_the_standard() {
        record Case(boolean request, long code, byte[] bytes) {}
        List<Case> cases = List.of(
                new Case(false, Codes.MISSING_SETTINGS, join(varints(0), frame(0x07, varints(0)))),
                new Case(false, Codes.FRAME_UNEXPECTED, join(varints(0), frame(4), frame(4))),
                new Case(false, Codes.FRAME_UNEXPECTED, join(varints(0), frame(4), frame(0))),
                new Case(false, Codes.FRAME_ERROR, join(varints(0), frame(4, (byte) 0x40))),
                new Case(false, Codes.SETTINGS_ERROR, join(varints(0), frame(4, varints(0x02, 1)))),
                new Case(false, Codes.SETTINGS_ERROR, join(varints(0), frame(4, varints(8, 1, 8, 1)))),
                new Case(false, Codes.SETTINGS_ERROR, join(varints(0), frame(4, varints(8, 2)))),
                new Case(false, Codes.EXCESSIVE_LOAD, join(varints(0), varints(4, 1L << 40))),
                new Case(false, Codes.STREAM_CREATION_ERROR, varints(1)),
                new Case(true, Codes.FRAME_UNEXPECTED, frame(FrameReader.DATA, TEXT)),
                new Case(true, Codes.FRAME_UNEXPECTED, frame(FrameReader.SETTINGS)),
                new Case(true, Codes.FRAME_UNEXPECTED, frame(0x06)),
                new Case(true, Codes.DECOMPRESSION_FAILED, frame(1, (byte) 1, (byte) 0)),
                new Case(true, Codes.DECOMPRESSION_FAILED, frame(1, (byte) 0, (byte) 0, (byte) 0x80)),
                new Case(true, Codes.DECOMPRESSION_FAILED, frame(1, (byte) 0, (byte) 0, (byte) 0xFF, (byte) 0x70)),
                new Case(true, Codes.DECOMPRESSION_FAILED, frame(1, (byte) 0, (byte) 0, (byte) 0x51, (byte) 0x7F)),
                new Case(true, Codes.DECOMPRESSION_FAILED, frame(1, (byte) 0)));
        for (Case each : cases) {
            Ends fresh = Ends.server();
            if (each.request()) {
                fresh.hand.bidirectional(each.bytes());
            } else {
                fresh.hand.unidirectional(each.bytes());
            }
            assertThat(fresh.hand.closed).as(fresh.hand.reason).isEqualTo(each.code());
            assertThat(fresh.sessions).isEmpty();
        }
    }

    @Test
    void a_second_control_stream_or_the_end_of_the_first_closes_the_connection() {
        Hand.Stream control = hand.unidirectional(join(varints(0), frame(4)));
        control.finish();
        assertThat(hand.closed).isEqualTo(Codes.CLOSED_CRITICAL_STREAM);
        Ends fresh = Ends.server();
        fresh.hand.unidirectional(varints(2));
        fresh.hand.unidirectional(varints(2));
        assertThat(fresh.hand.closed).isEqualTo(Codes.STREAM_CREATION_ERROR);
    }

    @Test
    void what_breaks_a_request_ends_that_request_only() {
        Hand.Stream huge = hand.bidirectional(varints(FrameReader.HEADERS, 1 << 20));
        assertThat(huge.reset).isEqualTo(Codes.EXCESSIVE_LOAD);
        assertThat(huge.stopped).isEqualTo(Codes.EXCESSIVE_LOAD);
        Hand.Stream bomb = hand.bidirectional(frame(1, bomb()));
        assertThat(bomb.reset).isEqualTo(Codes.EXCESSIVE_LOAD);
        assertThat(hand.bidirectional(head(":path", "/")).reset).isEqualTo(Codes.MESSAGE_ERROR);
        assertThat(hand.bidirectional(head(":method", "GET", ":method", "GET")).reset)
                .isEqualTo(Codes.MESSAGE_ERROR);
        assertThat(hand.bidirectional(head("X-Upper", "", ":method", "GET")).reset)
                .isEqualTo(Codes.MESSAGE_ERROR);
        Hand.Stream cut = hand.bidirectional(varints(1, 9));
        cut.finish();
        assertThat(cut.reset).isEqualTo(Codes.REQUEST_INCOMPLETE);
        assertThat(hand.closed).isEqualTo(-1);
        hand.bidirectional(connect("/"));
        assertThat(ends.sessions).hasSize(1);
    }

    /** Fields of one byte each that count 32 and more bytes, as static entries do. */
    private static byte[] bomb() {
        byte[] section = new byte[2 + 1000];
        Arrays.fill(section, 2, section.length, (byte) 0xC1);
        return section;
    }

    @Test
    void no_more_than_8_requests_wait_for_the_rest_of_their_head() {
        for (int i = 0; i < 8; i++) {
            assertThat(hand.bidirectional(varints(1, 100)).reset).isEqualTo(-1);
        }
        assertThat(hand.bidirectional(varints(1, 100)).reset).isEqualTo(0x10B);
    }

    @Test
    void a_broken_close_of_a_session_ends_it_all_the_same() {
        Hand.Stream request = hand.bidirectional(connect("/"));
        RecordedConnection session = ends.session();
        request.write(frame(FrameReader.DATA, varints(0x2843, 5000)));
        assertThat(session.closed.join().code()).isZero();
        assertThat(request.reset).isEqualTo(-1);
        assertThat(request.stopped).isEqualTo(Codes.MESSAGE_ERROR);
    }

    @Test
    void a_connection_on_which_nobody_asks_for_a_session_is_closed_in_time() {
        ends.delayed.forEach(Runnable::run);
        ends.executor.runAll();
        assertThat(hand.closed).isEqualTo(Codes.NO_ERROR);
    }

    /** The stream of a session that this end has closed. */
    private Hand.Stream saidGoodbye() {
        Hand.Stream request = hand.bidirectional(connect("/"));
        ends.session().connection.close(5, "enough");
        ends.executor.runAll();
        return request;
    }

    @Test
    void a_session_that_closes_says_so_and_leaves_even_if_the_peer_does_not() {
        Hand.Stream request = saidGoodbye();
        assertThat(request.received.toByteArray()).endsWith(Capsules.close(5, "enough"));
        assertThat(request.finished).isTrue();
        assertThat(hand.closed).isEqualTo(-1);
        ends.delayed.getLast().run();
        ends.executor.runAll();
        assertThat(hand.closed).isEqualTo(Codes.NO_ERROR);
    }

    @Test
    void a_session_that_closes_leaves_the_connection_to_the_client() {
        saidGoodbye().finish();
        assertThat(hand.closed).isEqualTo(-1);
    }
}
