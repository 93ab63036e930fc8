package channel.every.moq.http3;

/** Takes what comes on one stream after its type. */
interface StreamReader {
    /** Of streams of which nothing is wanted any more. */
    StreamReader NOTHING = new StreamReader() {
        @Override
        public void received(byte[] bytes, int offset, int length) {}

        @Override
        public void finished() {}

        @Override
        public void reset(long code) {}
    };

    void received(byte[] bytes, int offset, int length) throws Http3Exception;

    void finished() throws Http3Exception;

    void reset(long code) throws Http3Exception;
}
