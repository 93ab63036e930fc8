package channel.every.remote;

import channel.every.identity.Label;

/** Hears how far targets are. Several may call at once. */
public interface TargetProgress {
    /** @param line what a person may want to read */
    void tell(Label target, String line);
}
