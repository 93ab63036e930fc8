package channel.every.moq.session;

import channel.every.moq.Origin;
import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ConnectionListener;
import channel.every.moq.transport.ReceiveStream;
import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteMessage.AnnounceRequest;
import channel.every.moq.wire.LiteMessage.Fetch;
import channel.every.moq.wire.LiteMessage.Goaway;
import channel.every.moq.wire.LiteMessage.ProbeRequest;
import channel.every.moq.wire.LiteMessage.Setup;
import channel.every.moq.wire.LiteMessage.Subscribe;
import channel.every.moq.wire.LiteMessage.TrackRequest;
import channel.every.moq.wire.LiteStream;
import channel.every.moq.wire.LiteVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A session of moq-lite 05, 04 or 03. */
public final class LiteSession implements Session, ConnectionListener {
    private final Connection connection;
    private final LitePeer peer;
    private final Looks looks;
    private final Admitting admitting;
    private final Listener listener;
    private final Incoming incoming;
    private final List<AnnounceSender> watches = new ArrayList<>();
    private final Queue<BidirectionalStream> beforeAdmitted = new ArrayDeque<>();
    private @Nullable SessionRoles roles;
    private @Nullable Serving serving;
    private @Nullable AnnounceReceiver announced;
    private boolean setUp;
    private boolean closed;

    public LiteSession(
            Connection connection, LiteVersion version, SessionParts parts, Admitting admitting, Listener listener) {
        this.connection = connection;
        this.admitting = admitting;
        this.listener = listener;
        this.looks = new Looks(connection.executor(), this::afterLooks);
        this.peer = new LitePeer(connection, version, parts, looks);
        this.incoming = new Incoming(peer);
    }

    @Override
    public void start() {
        peer.parts().counts().sessions.increment();
        connection.start(this);
        boolean asksInSetup = connection.accepted()
                && !connection.tellsRequest()
                && peer.version().setsUp();
        if (!asksInSetup) {
            admit(connection.request());
        } else {
            peer.parts()
                    .delays()
                    .after(
                            peer.parts().limits().answer(),
                            () -> connection.executor().execute(this::notAsked));
        }
    }

    private void notAsked() {
        if (roles == null && !closed) {
            peer.parts().counts().refused(Refusal.TIMEOUT);
            close(SessionCode.TIMEOUT, "no SETUP came");
        }
    }

    private void admit(ConnectRequest request) {
        SessionRoles given = admitting.admit(request);
        if (given == null) {
            peer.parts().counts().refused(Refusal.ADMISSION);
            close(SessionCode.UNAUTHORIZED, "not admitted");
            return;
        }
        roles = given;
        sayWhoWeAre();
        Origin published = given.published();
        serving = published == null ? null : new Serving(peer, published, given.get());
        Origin into = given.announced();
        if (into != null) {
            announced = new AnnounceReceiver(peer, into, given.put(), incoming);
            announced.ask();
        }
        listener.established();
        while (!beforeAdmitted.isEmpty() && !closed) {
            read(beforeAdmitted.remove());
        }
    }

    private void sayWhoWeAre() {
        if (setUp || !peer.version().setsUp() || roles == null) {
            return;
        }
        SendStream stream = connection.openUnidirectional();
        if (stream != null) {
            setUp = true;
            LiteWriter out = peer.writer(stream);
            out.write(LiteSetup.of(connection, roles));
            out.finish();
        }
    }

    @Override
    public void opened(BidirectionalStream stream) {
        if (roles != null) {
            read(stream);
        } else if (beforeAdmitted.size() < peer.parts().limits().watches()) {
            beforeAdmitted.add(stream);
        } else {
            stream.in().stop(SessionCode.UNAUTHORIZED.code());
            stream.out().reset(SessionCode.UNAUTHORIZED.code());
        }
    }

    private void read(BidirectionalStream stream) {
        Question question = new Question(stream);
        question.reader = peer.read(LiteStream.REQUEST, stream.in(), question);
    }

    /** A stream that the peer asks on: the first message says what, and who goes on with it. */
    private final class Question implements MessageReader.Listener<LiteMessage> {
        private final BidirectionalStream stream;
        private @Nullable MessageReader<LiteMessage> reader;
        private MessageReader.@Nullable Listener<LiteMessage> answering;

        Question(BidirectionalStream stream) {
            this.stream = stream;
        }

        @Override
        public void message(LiteMessage message) {
            if (answering != null) {
                answering.message(message);
                return;
            }
            answering = answer(message, stream);
            if (answering == null && reader != null) {
                reader.stop(SessionCode.CANCEL);
            }
        }

        @Override
        public void ended() {
            if (answering != null) {
                answering.ended();
            } else {
                stream.out().reset(SessionCode.PROTOCOL_VIOLATION.code());
            }
        }

        @Override
        public void failed(long code, String reason) {
            if (answering != null) {
                answering.failed(code, reason);
            } else {
                stream.out().reset(SessionCode.UNEXPECTED_STREAM.code());
            }
        }
    }

    /** Who answers; null if it is answered, or refused. */
    private MessageReader.@Nullable Listener<LiteMessage> answer(LiteMessage message, BidirectionalStream stream) {
        return switch (message) {
            case AnnounceRequest request -> watch(request, stream);
            case Subscribe subscribe when serving != null -> serving.subscribe(subscribe, stream);
            case Fetch fetch when serving != null -> serving.fetch(fetch, stream);
            case TrackRequest request when serving != null -> serving.describe(request, stream);
            case ProbeRequest probe -> new OpenProbe(stream.out());
            case Goaway(String uri) -> {
                stream.out().finish();
                listener.goaway(uri);
                yield null;
            }
            default -> {
                peer.parts().counts().refused(Refusal.SCOPE);
                stream.out().reset(SessionCode.UNAUTHORIZED.code());
                yield null;
            }
        };
    }

    private MessageReader.@Nullable Listener<LiteMessage> watch(AnnounceRequest request, BidirectionalStream stream) {
        watches.removeIf(AnnounceSender::over);
        Origin published = roles == null ? null : roles.published();
        if (published == null || roles == null) {
            // One who publishes nothing has nothing to announce: said by an end, for some clients take a reset for a
            // fault.
            stream.out().finish();
            return null;
        }
        if (watches.size() >= peer.parts().limits().watches()) {
            peer.parts().counts().refused(Refusal.SUBSCRIPTIONS);
            stream.out().reset(SessionCode.BOUNDS_EXCEEDED.code());
            return null;
        }
        AnnounceSender sender = new AnnounceSender(
                peer,
                published,
                roles.get(),
                request,
                peer.writer(stream.out()),
                name -> announced != null && announced.isChosen(name));
        watches.add(sender);
        return sender;
    }

    @Override
    public void opened(ReceiveStream stream) {
        Arrival arrival = new Arrival();
        arrival.reader = peer.read(LiteStream.UNIDIRECTIONAL, stream, arrival);
    }

    /** A stream of one direction: SETUP, or a group. */
    private final class Arrival implements MessageReader.Listener<LiteMessage> {
        private @Nullable MessageReader<LiteMessage> reader;
        private MessageReader.@Nullable Listener<LiteMessage> group;

        @Override
        public void message(LiteMessage message) {
            if (group != null) {
                group.message(message);
            } else if (message instanceof Setup setup) {
                setUp(setup);
            } else if (message instanceof LiteMessage.Group(long id, long sequence)) {
                group = group(id, sequence);
                if (group == null) {
                    peer.parts().counts().refused(Refusal.GROUP_UNWANTED);
                    stop();
                }
            }
        }

        private MessageReader.@Nullable Listener<LiteMessage> group(long id, long sequence) {
            IncomingTrack track = incoming.track(id);
            channel.every.moq.Group begun = track == null ? null : track.begin(sequence);
            return begun == null
                    ? null
                    : new GroupReceiver(peer.parts(), begun, peer.version().describesTracks(), this::stop);
        }

        private void stop() {
            if (reader != null) {
                reader.stop(SessionCode.CANCEL);
            }
        }

        @Override
        public void ended() {
            if (group != null) {
                group.ended();
            }
        }

        @Override
        public void failed(long code, String reason) {
            if (group != null) {
                group.failed(code, reason);
            }
        }
    }

    private void setUp(Setup setup) {
        if (roles == null && !closed) {
            LiteSetup.request(setup, connection.request())
                    .ifPresentOrElse(
                            this::admit, () -> close(SessionCode.PROTOCOL_VIOLATION, "the path in SETUP is none"));
        }
    }

    @Override
    public void streamsGranted() {
        sayWhoWeAre();
        peer.openWaiting();
        if (serving != null) {
            serving.streamsGranted();
        }
    }

    private void afterLooks() {
        if (serving != null) {
            serving.rank();
        }
    }

    @Override
    public void goaway(String uri) {
        connection.executor().execute(() -> {
            if (!closed && peer.version().tellsHops()) {
                peer.ask(new Goaway(uri), LiteStream.NOTHING, new Unanswered());
            }
        });
    }

    @Override
    public void close(SessionCode code, String reason) {
        connection.close(code.code(), reason);
    }

    @Override
    public void closed(long code, String reason) {
        closed = true;
        looks.close();
        // First what leads elsewhere: tracks go on by another way, or wait for one, before this one fails.
        if (announced != null) {
            announced.lose();
        }
        watches.forEach(AnnounceSender::close);
        if (serving != null) {
            serving.close();
        }
        incoming.close();
        listener.closed(code, reason);
    }
}
