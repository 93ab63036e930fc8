package channel.every.moq.transport;

/** Takes connections that peers open. Called on the connection's executor; the acceptor starts the connection or closes it. */
@FunctionalInterface
public interface ConnectionAcceptor {
    void accepted(Connection connection);
}
