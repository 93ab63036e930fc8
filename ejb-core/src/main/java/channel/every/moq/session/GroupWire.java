package channel.every.moq.session;

import channel.every.moq.Frame;

/** How a protocol writes one group; made anew for each stream. */
interface GroupWire {
    /** What stands before the first frame; empty for nothing. */
    byte[] header();

    /** What stands before a frame's payload. Called once a frame, in order. */
    byte[] frameHead(Frame frame);
}
