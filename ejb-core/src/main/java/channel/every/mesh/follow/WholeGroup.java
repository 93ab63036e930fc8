package channel.every.mesh.follow;

import channel.every.moq.Frame;
import java.util.List;

/** A group all of whose frames have come. */
public record WholeGroup(long sequence, List<Frame> frames) {
    public WholeGroup {
        frames = List.copyOf(frames);
    }
}
