package channel.every.encode.ffmpeg;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Processes that must not outlive this one: one that is stopped or hangs would for ever. */
final class LiveProcesses {
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly), "ffmpeg-reaper"));
    }

    private LiveProcesses() {}

    static void add(Process process) {
        ALIVE.add(process);
        process.onExit().thenAccept(ALIVE::remove);
    }
}
