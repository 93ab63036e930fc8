/**
 * QUIC through netty: a server for browsers and other nodes on one UDP port, a client, and the certificates of both. Threads and sockets
 * belong to server or client and end with its {@code close()}.
 */
@NullMarked
package channel.every.moq.quic;

import org.jspecify.annotations.NullMarked;
