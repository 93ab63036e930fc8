package channel.every.moq.session;

import channel.every.moq.Frame;
import channel.every.moq.Group;
import channel.every.moq.wire.LiteMessage;
import java.time.InstantSource;

/** A group that comes, into its track. */
final class GroupReceiver implements MessageReader.Listener<LiteMessage> {
    private final SessionCounts counts;
    private final Group group;
    private final Runnable unwanted;
    private final boolean timed;
    private final InstantSource clock;

    /** @param timed whether frames come with their times @param unwanted called when the group takes no more */
    GroupReceiver(SessionParts parts, Group group, boolean timed, Runnable unwanted) {
        this.counts = parts.counts();
        this.clock = parts.clock();
        this.group = group;
        this.timed = timed;
        this.unwanted = unwanted;
        counts.groupsReceived.increment();
    }

    @Override
    public void message(LiteMessage message) {
        if (message instanceof LiteMessage.Frame(long timestamp, byte[] payload)) {
            counts.received(payload.length);
            if (!group.append(new Frame(timed ? timestamp : clock.millis(), payload))) {
                unwanted.run();
            }
        }
    }

    @Override
    public void ended() {
        group.finish();
    }

    @Override
    public void failed(long code, String reason) {
        group.abort();
    }
}
