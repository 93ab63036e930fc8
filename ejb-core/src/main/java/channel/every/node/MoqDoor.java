package channel.every.node;

import channel.every.moq.transport.ConnectionAcceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where MoQ's connections come in that the application server itself serves: WebSockets. Shut until somebody takes them. */
@ApplicationScoped
public class MoqDoor {
    private volatile @Nullable ConnectionAcceptor acceptor;

    /** Connections go to it from now on. */
    public void open(ConnectionAcceptor acceptor) {
        this.acceptor = acceptor;
    }

    /** Whoever comes now is asked to come again later. Connections that were accepted stay the acceptor's. */
    public void shut() {
        acceptor = null;
    }

    /** Who takes a connection that comes now. */
    public Optional<ConnectionAcceptor> acceptor() {
        return Optional.ofNullable(acceptor);
    }
}
