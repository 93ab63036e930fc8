package channel.every.tuner.hdhomerun;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Content of a length the head told (RFC 9112 6.2): it ends there, and before is too early. */
final class FixedLengthInputStream extends FilterInputStream {
    private long left;

    FixedLengthInputStream(InputStream in, long length) {
        super(in);
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        int n = in.read(bytes, offset, (int) Math.min(length, left));
        if (n < 0) {
            throw new EOFException("closed the connection " + left + " bytes before the end of its answer");
        }
        left -= n;
        return n;
    }
}
