package channel.every.moq.session;

import channel.every.moq.Frame;
import channel.every.moq.Group;
import channel.every.moq.Subscription;
import channel.every.moq.Track;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A subscription of a test's own, and what has come of it. */
public final class Read implements AutoCloseable {
    public final Track track;
    private final Subscription subscription;

    public Read(Track track) {
        this.track = track;
        this.subscription = track.subscribe(() -> {});
    }

    /** Each group as {@code sequence:texts of its frames}, followed by what state it is in unless it is finished. */
    public List<String> groups() {
        return track.from(0).stream().map(Read::text).toList();
    }

    public static String text(Group group) {
        String frames = IntStream.range(0, group.frames())
                .mapToObj(group::frame)
                .map(Read::text)
                .collect(Collectors.joining(" "));
        return group.sequence() + ":" + frames + (group.state() == Group.State.FINISHED ? "" : " " + group.state());
    }

    private static String text(Frame frame) {
        return new String(frame.payload(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        subscription.close();
    }
}
