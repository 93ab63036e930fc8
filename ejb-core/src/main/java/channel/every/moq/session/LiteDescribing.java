package channel.every.moq.session;

import channel.every.moq.Track;
import channel.every.moq.TrackEnd;
import channel.every.moq.TrackInfo;
import channel.every.moq.transport.SendListener;
import channel.every.moq.wire.LiteMessage;
import java.util.Optional;

/** What a track is, to a peer that asked: as soon as it is known here. */
final class LiteDescribing implements MessageReader.Listener<LiteMessage>, SendListener {
    private final Track track;
    private final LiteWriter out;
    private final Track.Watch watch;
    private final Runnable left;
    private boolean over;

    LiteDescribing(Track track, LiteWriter out, Looks looks, Runnable left) {
        this.track = track;
        this.out = out;
        this.left = left;
        out.listen(this);
        Looks.Look look = looks.at(this::answer);
        this.watch = track.watch(look::mark);
        track.ask();
        look.mark();
    }

    private void answer() {
        Optional<TrackInfo> info = track.info();
        if (over) {
            return;
        }
        if (info.isPresent()) {
            TrackInfo known = info.get();
            out.write(new LiteMessage.TrackInfo(
                    known.priority(), known.ordered(), known.maxLatencyMs(), known.timescale()));
            out.finish();
            leave();
        } else if (track.end().isPresent()) {
            out.reset(
                    switch (track.end().get()) {
                        case TrackEnd.Ended() -> SessionCode.NOT_FOUND.code();
                        case TrackEnd.Failed(long code, String reason) -> code;
                    });
            leave();
        }
    }

    @Override
    public void message(LiteMessage message) {
        throw new IllegalStateException("the codec lets nothing follow a TRACK request: " + message);
    }

    @Override
    public void ended() {}

    @Override
    public void failed(long code, String reason) {
        if (!over) {
            out.reset(SessionCode.CANCEL.code());
            leave();
        }
    }

    @Override
    public void writable() {}

    @Override
    public void stopped(long code) {
        leave();
    }

    void leave() {
        if (!over) {
            over = true;
            watch.close();
            left.run();
        }
    }
}
