package channel.every.moq.session;

import channel.every.moq.Origin;
import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ConnectionListener;
import channel.every.moq.transport.ReceiveStream;
import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.MoqtMessage;
import channel.every.moq.wire.MoqtMessage.Fetch;
import channel.every.moq.wire.MoqtMessage.Goaway;
import channel.every.moq.wire.MoqtMessage.JoiningFetch;
import channel.every.moq.wire.MoqtMessage.Publish;
import channel.every.moq.wire.MoqtMessage.PublishNamespace;
import channel.every.moq.wire.MoqtMessage.Setup;
import channel.every.moq.wire.MoqtMessage.Subgroup;
import channel.every.moq.wire.MoqtMessage.Subscribe;
import channel.every.moq.wire.MoqtMessage.SubscribeNamespace;
import channel.every.moq.wire.MoqtMessage.TrackStatus;
import channel.every.moq.wire.MoqtMessage.Unserved;
import channel.every.moq.wire.MoqtStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A session of draft-ietf-moq-transport-18. */
public final class MoqtSession implements Session, ConnectionListener {
    private final Connection connection;
    private final MoqtPeer peer;
    private final Looks looks;
    private final Admitting admitting;
    private final Listener listener;
    private final MoqtIncoming incoming;
    private final List<NamespaceSender> watches = new ArrayList<>();
    private final Queue<BidirectionalStream> beforeAdmitted = new ArrayDeque<>();
    private @Nullable SessionRoles roles;
    private @Nullable MoqtServing serving;
    private @Nullable NamespaceReceiver announced;
    private @Nullable MoqtWriter control;
    private boolean setUp;
    private boolean closed;

    public MoqtSession(Connection connection, SessionParts parts, Admitting admitting, Listener listener) {
        this.connection = connection;
        this.admitting = admitting;
        this.listener = listener;
        this.looks = new Looks(connection.executor(), this::afterLooks);
        this.peer = new MoqtPeer(connection, parts, looks);
        this.incoming = new MoqtIncoming(peer);
    }

    @Override
    public void start() {
        peer.parts().counts().sessions.increment();
        connection.start(this);
        sayWhoWeAre();
        if (!connection.accepted() || connection.tellsRequest()) {
            admit(connection.request());
        }
        peer.parts()
                .delays()
                .after(
                        peer.parts().limits().answer(),
                        () -> connection.executor().execute(this::notSetUp));
    }

    /** Every side says who it is: one that does not is none of this protocol. */
    private void notSetUp() {
        if (!setUp && !closed) {
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
        Origin published = given.published();
        serving = published == null ? null : new MoqtServing(peer, published, given.get());
        Origin into = given.announced();
        if (into != null) {
            announced = new NamespaceReceiver(peer, into, given.put(), incoming);
            announced.ask();
        }
        listener.established();
        while (!beforeAdmitted.isEmpty() && !closed) {
            read(beforeAdmitted.remove());
        }
    }

    /** The stream stays open: its end would be the session's. */
    private void sayWhoWeAre() {
        if (control == null) {
            SendStream stream = connection.openUnidirectional();
            if (stream != null) {
                control = new MoqtWriter(stream);
                control.write(MoqtSetup.of(connection));
            }
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
        question.reader = peer.read(MoqtStream.REQUEST, stream.in(), question);
    }

    /** A stream that the peer asks on: the first message says what, and who goes on with it. */
    private final class Question implements MessageReader.Listener<MoqtMessage> {
        private final BidirectionalStream stream;
        private @Nullable MessageReader<MoqtMessage> reader;
        private MessageReader.@Nullable Listener<MoqtMessage> answering;

        Question(BidirectionalStream stream) {
            this.stream = stream;
        }

        @Override
        public void message(MoqtMessage message) {
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
    private MessageReader.@Nullable Listener<MoqtMessage> answer(MoqtMessage message, BidirectionalStream stream) {
        return switch (message) {
            case SubscribeNamespace request -> watch(request, stream);
            case Subscribe subscribe when serving != null -> serving.subscribe(subscribe, stream);
            case TrackStatus question when serving != null -> serving.describe(question, stream);
            case Fetch fetch when serving != null -> serving.fetch(fetch, stream);
            // Our subscriptions begin with a whole group, so that there is no object before which such a one would end.
            case JoiningFetch fetch ->
                refuse(
                        Refusal.SCOPE,
                        MoqtError.NOT_SUPPORTED,
                        "subscriptions begin with a whole group: fetch the groups before it",
                        stream);
            case PublishNamespace published when announced != null -> announced.published(published, stream);
            case Publish publish ->
                refuse(Refusal.SCOPE, MoqtError.NOT_SUPPORTED, "announce it, and wait to be asked", stream);
            case Unserved request ->
                refuse(Refusal.SCOPE, MoqtError.NOT_SUPPORTED, "no request of type " + request.type(), stream);
            default -> refuse(Refusal.SCOPE, MoqtError.UNAUTHORIZED, "not within what you may do", stream);
        };
    }

    private MessageReader.@Nullable Listener<MoqtMessage> refuse(
            Refusal why, MoqtError error, String reason, BidirectionalStream stream) {
        peer.parts().counts().refused(why);
        new MoqtWriter(stream.out()).last(error.because(reason));
        return null;
    }

    private MessageReader.@Nullable Listener<MoqtMessage> watch(
            SubscribeNamespace request, BidirectionalStream stream) {
        watches.removeIf(NamespaceSender::over);
        Origin published = roles == null ? null : roles.published();
        if (published == null || roles == null) {
            return refuse(Refusal.SCOPE, MoqtError.UNAUTHORIZED, "there is nothing for you", stream);
        }
        if (watches.size() >= peer.parts().limits().watches()) {
            return refuse(Refusal.SUBSCRIPTIONS, MoqtError.INTERNAL_ERROR, "too many prefixes", stream);
        }
        NamespaceSender sender = new NamespaceSender(
                peer,
                published,
                roles.get(),
                request.prefix(),
                new MoqtWriter(stream.out()),
                name -> announced != null && announced.isChosen(name));
        watches.add(sender);
        return sender;
    }

    @Override
    public void opened(ReceiveStream stream) {
        Arrival arrival = new Arrival();
        arrival.reader = peer.read(MoqtStream.UNIDIRECTIONAL, stream, arrival);
    }

    /** A stream of one direction: the peer's control, or a group. */
    private final class Arrival implements MessageReader.Listener<MoqtMessage> {
        private @Nullable MessageReader<MoqtMessage> reader;
        private @Nullable MoqtArrival group;
        private boolean controls;

        @Override
        public void message(MoqtMessage message) {
            if (group != null) {
                group.message(message);
                return;
            }
            switch (message) {
                case Setup setup -> {
                    controls = true;
                    setUp(setup);
                }
                case Goaway(String uri, long timeoutMs) -> listener.goaway(uri);
                case Subgroup header -> {
                    group = new MoqtArrival(peer, header, this::stop);
                    incoming.arrived(group, header);
                }
                default -> throw new IllegalStateException("the codec lets nothing else begin a stream: " + message);
            }
        }

        private void stop() {
            if (reader != null) {
                reader.stop(SessionCode.CANCEL);
            }
        }

        @Override
        public void ended() {
            if (controls) {
                close(SessionCode.PROTOCOL_VIOLATION, "the control stream ended");
            } else if (group != null) {
                group.ended();
            }
        }

        @Override
        public void failed(long code, String reason) {
            if (controls) {
                close(SessionCode.PROTOCOL_VIOLATION, "the control stream failed: " + reason);
            } else if (group != null) {
                incoming.gone(group);
                group.failed();
            }
        }
    }

    private void setUp(Setup setup) {
        if (setUp) {
            close(SessionCode.PROTOCOL_VIOLATION, "SETUP came twice");
            return;
        }
        setUp = true;
        if (roles == null && !closed) {
            MoqtSetup.request(setup, connection.request())
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
            if (!closed && control != null) {
                control.write(new Goaway(uri, 0));
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
        watches.forEach(NamespaceSender::close);
        if (serving != null) {
            serving.close();
        }
        incoming.close();
        listener.closed(code, reason);
    }
}
