package channel.every.cmaf;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes a fragmented MP4 stream apart while it is being written: first everything ahead of the first {@code moof}, then fragments. */
public final class FragmentReader {
    private static final int HEADER = 8;

    /** A fragment of some seconds at any broadcast's rate; what claims more is no box. */
    private static final int LARGEST_BOX = 64 << 20;

    private final InputStream in;
    private byte @Nullable [] ahead;

    public FragmentReader(InputStream in) {
        this.in = in;
    }

    /** The init segment; to be read before fragments. */
    public byte[] init() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] box = box(); box != null; box = box()) {
            if (type(box).equals("moof")) {
                ahead = box;
                break;
            }
            bytes.writeBytes(box);
        }
        return bytes.toByteArray();
    }

    /** The next fragment, from {@code moof} to {@code mdat}; null at the stream's end. One that is cut off is an error. */
    public byte @Nullable [] next() throws IOException {
        byte[] box = ahead == null ? box() : ahead;
        ahead = null;
        if (box == null) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(box);
        while (!type(box).equals("mdat")) {
            box = box();
            if (box == null) {
                throw new EOFException("the stream ends inside a fragment, after " + bytes.size() + " bytes of it");
            }
            bytes.writeBytes(box);
        }
        return bytes.toByteArray();
    }

    private byte @Nullable [] box() throws IOException {
        byte[] header = in.readNBytes(HEADER);
        if (header.length == 0) {
            return null;
        }
        long size = header.length < HEADER ? 0 : BigEndian.unsigned32(header, 0);
        if (size < HEADER || size > LARGEST_BOX) {
            throw new IOException("what follows is no box: size " + size);
        }
        byte[] box = new byte[(int) size];
        System.arraycopy(header, 0, box, 0, HEADER);
        if (in.readNBytes(box, HEADER, box.length - HEADER) < box.length - HEADER) {
            throw new EOFException("the stream ends inside box '" + type(box) + "'");
        }
        return box;
    }

    private static String type(byte[] box) {
        return new String(box, Integer.BYTES, Integer.BYTES, StandardCharsets.ISO_8859_1);
    }
}
