package channel.every.tuner.dvb;

import java.nio.file.Path;

/** Opens device nodes; the kernel's are {@link KernelNodes}. */
public interface DeviceNodes {
    /** @throws DeviceNodeException with the kernel's errno, EBUSY when someone else holds the device */
    DeviceNode open(Path path, Access access) throws DeviceNodeException;
}
