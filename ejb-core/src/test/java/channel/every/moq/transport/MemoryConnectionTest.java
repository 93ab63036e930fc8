package channel.every.moq.transport;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class MemoryConnectionTest extends ConnectionContract {
    private @Nullable MemoryPair pair;

    @Override
    protected Pair connect() {
        MemoryPair opened = MemoryPair.open("/room", "key=value", "moq-lite-05", STREAMS);
        pair = opened;
        return new Pair(opened.opener(), opened.acceptor());
    }

    @Override
    protected boolean tellsStopCode() {
        return true;
    }

    @Override
    protected void release() {
        Objects.requireNonNull(pair).close();
    }
}
