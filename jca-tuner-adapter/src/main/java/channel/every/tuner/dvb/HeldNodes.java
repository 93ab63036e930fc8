package channel.every.tuner.dvb;

import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The nodes that one reception has open. Closing them, from any thread, also keeps it from opening more. */
final class HeldNodes implements AutoCloseable {
    private final DeviceNodes nodes;
    private final List<DeviceNode> open = new ArrayList<>();
    private boolean closed;

    HeldNodes(DeviceNodes nodes) {
        this.nodes = nodes;
    }

    /** @throws TunerBusyException when another program has the device */
    synchronized DeviceNode open(Path path, Access access) throws TunerException {
        if (closed) {
            throw new DeviceNodeException("open " + path, Errno.EBADF);
        }
        DeviceNode node;
        try {
            node = nodes.open(path, access);
        } catch (DeviceNodeException e) {
            throw e.is(Errno.EBUSY)
                    ? new TunerBusyException(
                            path + " is held by another program (EBUSY); \"fuser -v " + path + "\" names it", e)
                    : e;
        }
        open.add(node);
        return node;
    }

    synchronized boolean closed() {
        return closed;
    }

    /** The last opened first: filters end before the frontend that feeds them. */
    @Override
    public synchronized void close() {
        closed = true;
        open.reversed().forEach(DeviceNode::close);
        open.clear();
    }
}
