package channel.every.moq.http3;

import java.util.Set;

/** RFC 9114 6.2.1: the stream a peer tells its settings on, which stays open as long as the connection. */
final class ControlStream implements StreamReader, FrameReader.Frames {
    static final long TYPE = 0x00;

    /** 7.2: what stands on streams of requests only. */
    private static final Set<Long> OF_REQUESTS = Set.of(FrameReader.DATA, FrameReader.HEADERS, 0x05L);

    /** Told once. */
    interface Told {
        void settled(Settings settings) throws Http3Exception;
    }

    private final Told told;
    private final FrameReader frames = new FrameReader(this);
    private boolean settled;

    ControlStream(Told told) {
        this.told = told;
    }

    @Override
    public int mostBytes(long type) throws Http3Exception {
        if (!settled && type != FrameReader.SETTINGS) {
            throw Http3Exception.ofConnection(
                    Codes.MISSING_SETTINGS, "the control stream begins with a frame of type " + type);
        }
        if (OF_REQUESTS.contains(type) || settled && type == FrameReader.SETTINGS) {
            throw Http3Exception.ofConnection(
                    Codes.FRAME_UNEXPECTED, "a frame of type " + type + " on the control stream");
        }
        return settled ? 0 : Settings.MOST_BYTES;
    }

    @Override
    public void whole(long type, byte[] body) throws Http3Exception {
        settled = true;
        told.settled(Settings.decode(body));
    }

    @Override
    public void data(byte[] bytes, int offset, int length) {}

    @Override
    public void received(byte[] bytes, int offset, int length) throws Http3Exception {
        try {
            frames.take(bytes, offset, length);
        } catch (Http3Exception e) {
            throw Http3Exception.ofConnection(e.code(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void finished() throws Http3Exception {
        throw gone();
    }

    @Override
    public void reset(long code) throws Http3Exception {
        throw gone();
    }

    static Http3Exception gone() {
        return Http3Exception.ofConnection(Codes.CLOSED_CRITICAL_STREAM, "a stream of the connection itself ended");
    }
}
