package channel.every.cli;

import channel.every.proof.NotTransportStreamException;
import channel.every.proof.SourceArchive;
import channel.every.proof.WindowReader;
import channel.every.window.ChopperSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.InstantSource;

/**
 * A publisher's input from its beginning to its end: a recording once, a stream for ever.
 *
 * @param name of the input, for messages
 */
record SourceRun(String name, ArchiveInput source, ProofOptions options, PrintWriter err) {
    /** @return windows archived */
    long archive(SourceArchive archive, long most) throws IOException, InterruptedException {
        return source.live() ? follow(archive, most) : read(archive, most);
    }

    private long read(SourceArchive archive, long most) throws IOException, InterruptedException {
        try (InputStream in = source.open()) {
            return archive.run(new WindowReader(in, name, options.recording()), most, SourceArchive.WhenFull.WAIT);
        }
    }

    private long follow(SourceArchive archive, long most) throws IOException, InterruptedException {
        ChopperSettings settings = options.applied(ChopperSettings.live(options.cadence(), InstantSource.system()));
        LiveSource live = new LiveSource(name, source, err);
        long archived = 0;
        while (archived < most) {
            try (InputStream in = live.open()) {
                archived += archive.run(
                        new WindowReader(in, name, settings), most - archived, SourceArchive.WhenFull.DROP_OLDEST);
            } catch (NotTransportStreamException e) {
                err.println(e.getMessage() + "; --through-ffmpeg reads what is none, such as HLS");
            }
        }
        return archived;
    }
}
