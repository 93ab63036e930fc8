package channel.every.explain;

import channel.every.encode.EncodeProfile;
import channel.every.encode.WindowEncoder;
import java.io.IOException;

/** Where encoders come from. */
@FunctionalInterface
public interface EvidenceEncoder {
    WindowEncoder of(EncodeProfile profile) throws IOException, InterruptedException;
}
