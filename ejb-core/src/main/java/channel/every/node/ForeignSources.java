package channel.every.node;

import channel.every.encode.ffmpeg.CopyServer;
import channel.every.encode.ffmpeg.FfmpegBinary;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Lets publishers receive what only ffmpeg can open: {@code ffmpeg+rtsp://camera/stream} becomes a stream that the adapter reads. */
final class ForeignSources implements AutoCloseable {
    private static final String PREFIX = "ffmpeg+";

    private final FfmpegBinary ffmpeg;
    private @Nullable CopyServer server;

    ForeignSources(FfmpegBinary ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /** The publisher with an address that the adapter knows; most have one already. */
    PublisherSettings reachable(PublisherSettings publisher) throws IOException {
        String address = publisher.device().toString();
        if (!address.startsWith(PREFIX)) {
            return publisher;
        }
        CopyServer serving = server;
        if (serving == null) {
            serving = new CopyServer(ffmpeg);
            server = serving;
        }
        return publisher.receivingFrom(URI.create("ts+" + serving.share(address.substring(PREFIX.length()))));
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
