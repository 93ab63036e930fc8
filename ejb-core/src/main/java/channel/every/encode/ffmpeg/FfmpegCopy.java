package channel.every.encode.ffmpeg;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Anything that ffmpeg can read, as MPEG transport stream, nothing encoded. Its end is the process's; close it to end the process. */
public final class FfmpegCopy extends FilterInputStream {
    /** After the last byte a process ends at once, or hangs. */
    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private volatile String lastWords = "";

    private FfmpegCopy(Process process) {
        super(process.getInputStream());
        this.process = process;
        Thread.ofVirtual().start(this::listen);
    }

    /** @param input as ffmpeg's {@code -i} takes it */
    public static FfmpegCopy of(FfmpegBinary binary, String input) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        binary.path().toString(),
                        "-hide_banner",
                        "-nostdin",
                        "-v",
                        "error",
                        "-i",
                        input,
                        "-map",
                        "0:v?",
                        "-map",
                        "0:a?",
                        "-c",
                        "copy",
                        "-copyts",
                        "-muxdelay",
                        "0",
                        "-muxpreload",
                        "0",
                        "-f",
                        "mpegts",
                        "pipe:1"))
                .start();
        process.getOutputStream().close();
        LiveProcesses.add(process);
        return new FfmpegCopy(process);
    }

    private void listen() {
        try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = errors.readLine(); line != null; line = errors.readLine()) {
                lastWords = line;
            }
        } catch (IOException e) {
            lastWords = "its errors cannot be read: " + e.getMessage();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** @throws IOException where ffmpeg failed, with its last words */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        if (count < 0) {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    throw new IOException("ffmpeg cannot read it: " + lastWords);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while ffmpeg ended", e);
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        InputStream output = process.getInputStream();
        output.close();
        process.onExit().join();
    }
}
