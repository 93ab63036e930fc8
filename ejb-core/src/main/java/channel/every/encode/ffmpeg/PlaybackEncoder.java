package channel.every.encode.ffmpeg;

import channel.every.cmaf.FragmentReader;
import channel.every.encode.PlaybackSettings;
import channel.every.encode.PlaybackTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Encodes a transport stream continuously and hands each fragment on as it is made. */
public final class PlaybackEncoder {
    /** After the last byte a process ends at once, or hangs. */
    private static final long PATIENCE_SECONDS = 10;

    private final FfmpegBinary binary;
    private final PlaybackPlan plan;

    public PlaybackEncoder(FfmpegBinary binary, PlaybackSettings settings) {
        this.binary = binary;
        this.plan = new PlaybackPlan(settings);
    }

    /**
     * Goes on until the source ends, then until the last fragment is handed on.
     *
     * @throws IOException if the source breaks, ffmpeg fails (with its last words) or the target refuses
     */
    public void run(InputStream source, PlaybackTarget target) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(binary.path().toString()));
        command.addAll(plan.arguments());
        Process process = new ProcessBuilder(command).start();
        LiveProcesses.add(process);
        Feed feed = new Feed(source, process.getOutputStream());
        Thread feeding = Thread.ofVirtual().start(feed);
        LastWords words = new LastWords(process);
        Thread listening = Thread.ofVirtual().start(words);
        try {
            FragmentReader fragments = new FragmentReader(process.getInputStream());
            byte[] init = fragments.init();
            if (init.length > 0) {
                target.init(init);
            }
            for (byte[] next = fragments.next(); next != null; next = fragments.next()) {
                target.fragment(next);
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("ffmpeg closed its output and hangs");
            }
            listening.join();
            if (feed.failure != null) {
                throw new IOException("the source broke: " + feed.failure.getMessage(), feed.failure);
            }
            if (process.exitValue() != 0) {
                throw new IOException("ffmpeg ended with status " + process.exitValue() + ": " + words.text);
            }
        } finally {
            process.destroyForcibly();
            process.onExit().join();
            feeding.interrupt();
        }
    }

    /** Fills the process's input; that it ends early is the process's to explain. */
    private static final class Feed implements Runnable {
        private static final int BUFFER = 188 * 64;

        private final InputStream source;
        private final OutputStream sink;
        private volatile @Nullable IOException failure;

        Feed(InputStream source, OutputStream sink) {
            this.source = source;
            this.sink = sink;
        }

        @Override
        public void run() {
            byte[] buffer = new byte[BUFFER];
            try (sink) {
                for (int read = read(buffer); read >= 0; read = read(buffer)) {
                    sink.write(buffer, 0, read);
                }
            } catch (IOException closed) {
                System.getLogger(PlaybackEncoder.class.getName())
                        .log(System.Logger.Level.DEBUG, "ffmpeg takes no more: {0}", closed.getMessage());
            }
        }

        private int read(byte[] buffer) {
            try {
                return source.read(buffer);
            } catch (IOException e) {
                failure = e;
                return -1;
            }
        }
    }

    private static final class LastWords implements Runnable {
        private final Process process;
        private volatile String text = "it said nothing";

        LastWords(Process process) {
            this.process = process;
        }

        @Override
        public void run() {
            try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
                for (String line = errors.readLine(); line != null; line = errors.readLine()) {
                    text = line;
                }
            } catch (IOException e) {
                text = "its errors cannot be read: " + e.getMessage();
            }
        }
    }
}
