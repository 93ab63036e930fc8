package channel.every.moq.quic;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.stream.LongStream;

/** What threads of a name have cost so far. */
public final class ThreadCpu {
    private ThreadCpu() {}

    /** @return CPU time of all live threads whose name begins so, in nanoseconds */
    public static long nanos(String prefix) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return LongStream.of(threads.getAllThreadIds())
                .filter(id -> {
                    ThreadInfo info = threads.getThreadInfo(id);
                    return info != null && info.getThreadName().startsWith(prefix);
                })
                .map(threads::getThreadCpuTime)
                .filter(nanos -> nanos > 0)
                .sum();
    }
}
