package channel.every.moq.http3;

/** RFC 9204 4.2: what a peer says of dynamic tables, of which there are none. */
final class QpackStream implements StreamReader {
    static final long ENCODER = 0x02;
    static final long DECODER = 0x03;

    @Override
    public void received(byte[] bytes, int offset, int length) {}

    @Override
    public void finished() throws Http3Exception {
        throw ControlStream.gone();
    }

    @Override
    public void reset(long code) throws Http3Exception {
        throw ControlStream.gone();
    }
}
