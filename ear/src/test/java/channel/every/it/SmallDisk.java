package channel.every.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real file system of a few megabytes that a test can fill. */
record SmallDisk(Path mountedAt) implements AutoCloseable {
    static SmallDisk mount(Path at, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(at);
        run(List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", at.toString()));
        return new SmallDisk(at);
    }

    /** Leaves so many bytes free. */
    Path fill(long bytesLeft) throws IOException {
        Path filler = mountedAt.resolve("filler");
        long bytes = Files.getFileStore(mountedAt).getUsableSpace() - bytesLeft;
        Files.write(filler, new byte[Math.toIntExact(bytes)]);
        return filler;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run(List.of("umount", "--lazy", mountedAt.toString()));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(
                    String.join(" ", command) + " failed: " + output.strip()
                            + "\nThis test fills a small disk of its own: run it as root, in a container with --cap-add SYS_ADMIN.");
        }
    }
}
