package channel.every.tuner.dvb;

import java.nio.file.Path;

/** The device nodes of the machine's kernel, through java.lang.foreign. */
public final class KernelNodes implements DeviceNodes {
    @Override
    public DeviceNode open(Path path, Access access) throws DeviceNodeException {
        int fd = SystemCalls.open(path.toString(), access.flags());
        if (fd < 0) {
            throw new DeviceNodeException("open " + path, new Errno(-fd));
        }
        int waker = SystemCalls.eventFd();
        if (waker < 0) {
            SystemCalls.close(fd);
            throw new DeviceNodeException("eventfd for " + path, new Errno(-waker));
        }
        return new KernelNode(path, fd, waker);
    }
}
