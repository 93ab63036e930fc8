package channel.every.node;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.FeedEvent;
import java.time.Instant;
import java.util.Objects;

/** What a feed has told so far, as the page shows it. */
final class TunerBook {
    private final ChannelTune tune;
    private TunerStatus status;

    TunerBook(ChannelTune tune, Instant start) {
        this.tune = tune;
        this.status = new TunerStatus(
                tune.shownDevice(), tune.channel(), TunerStatus.State.WAITING, null, start.toEpochMilli(), null);
    }

    synchronized void note(FeedEvent event) {
        long at = event.at().toEpochMilli();
        TunerStatus.State state = switch (event) {
            case FeedEvent.Opened opened -> TunerStatus.State.RECEIVING;
            case FeedEvent.Lost lost -> TunerStatus.State.LOST;
            case FeedEvent.Stopped stopped -> TunerStatus.State.WAITING;
        };
        TunerStatus.Loss loss = event instanceof FeedEvent.Lost lost
                ? new TunerStatus.Loss(lost.reason(), at, lost.attempt(), at + lost.retryMillis())
                : status.lastError();
        String resource =
                event instanceof FeedEvent.Opened opened && !opened.resource().isEmpty() ? opened.resource() : null;
        status = new TunerStatus(
                tune.shownDevice(),
                tune.channel(),
                state,
                resource,
                state == status.state() && Objects.equals(resource, status.resource()) ? status.sinceUnixMs() : at,
                loss);
    }

    synchronized TunerStatus status() {
        return status;
    }
}
