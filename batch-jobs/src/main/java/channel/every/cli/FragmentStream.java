package channel.every.cli;

import channel.every.encode.PlaybackTarget;
import java.io.IOException;
import java.io.OutputStream;

/** Init segment and fragments one after another. */
record FragmentStream(OutputStream out) implements PlaybackTarget {
    @Override
    public void init(byte[] segment) throws IOException {
        fragment(segment);
    }

    @Override
    public void fragment(byte[] fragment) throws IOException {
        out.write(fragment);
        out.flush();
    }
}
