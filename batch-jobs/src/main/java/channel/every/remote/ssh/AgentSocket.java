package channel.every.remote.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/** The user's running ssh-agent (draft-miller-ssh-agent): the library has its words, but reaches its socket with native code only. */
final class AgentSocket extends AbstractAgentProxy {
    /** A thousand keys' worth: what is larger is no answer. */
    private static final int MAX_ANSWER_BYTES = 1 << 20;

    private final SocketChannel socket;

    /** @param path as in SSH_AUTH_SOCK */
    AgentSocket(Path path) throws IOException {
        super(null);
        socket = SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    /** Every message of the protocol is its length in four bytes and then itself. */
    @Override
    protected synchronized Buffer request(@Nullable Buffer question) throws IOException {
        if (question == null) {
            throw new IOException("nothing to ask the agent");
        }
        ByteBuffer sent = ByteBuffer.wrap(question.array(), question.rpos(), question.available());
        while (sent.hasRemaining()) {
            socket.write(sent);
        }
        int length = full(ByteBuffer.allocate(Integer.BYTES)).getInt();
        if (length < 1 || length > MAX_ANSWER_BYTES) {
            throw new IOException("the ssh-agent answered with " + length + " bytes");
        }
        return new ByteArrayBuffer(full(ByteBuffer.allocate(length)).array());
    }

    private ByteBuffer full(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (socket.read(buffer) < 0) {
                throw new EOFException("the ssh-agent closed its socket");
            }
        }
        return buffer.flip();
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        super.close();
    }
}
