package channel.every.moq.session;

import channel.every.moq.Track;
import channel.every.moq.TrackEnd;
import channel.every.moq.TrackInfo;
import channel.every.moq.transport.SendListener;
import channel.every.moq.wire.MoqtMessage;
import channel.every.moq.wire.MoqtMessage.RequestOk;
import channel.every.moq.wire.MoqtProperty;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a track is, to a peer that asked with TRACK_STATUS: as soon as it is known here. */
final class MoqtDescribing implements MessageReader.Listener<MoqtMessage>, SendListener {
    private final Track track;
    private final MoqtWriter out;
    private final Track.Watch watch;
    private final Consumer<MoqtDescribing> left;
    private boolean over;

    MoqtDescribing(Track track, MoqtWriter out, Looks looks, Consumer<MoqtDescribing> left) {
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
            long timescale = info.get().timescale();
            out.last(new RequestOk(List.of(), List.of(new MoqtProperty.Number(MoqtProperty.TIMESCALE, timescale))));
            leave();
        } else if (track.end().isPresent()) {
            out.last(
                    switch (track.end().get()) {
                        case TrackEnd.Ended() -> MoqtError.DOES_NOT_EXIST.because("the track has ended");
                        case TrackEnd.Failed(long code, String reason) ->
                            MoqtError.of(code).because(reason);
                    });
            leave();
        }
    }

    /** Nothing of it can be changed. */
    @Override
    public void message(MoqtMessage message) {}

    @Override
    public void ended() {}

    @Override
    public void failed(long code, String reason) {
        if (!over) {
            out.reset(SessionCode.CANCEL);
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
            left.accept(this);
        }
    }
}
