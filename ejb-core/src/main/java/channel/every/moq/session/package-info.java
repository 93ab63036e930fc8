/**
 * What two peers say to each other about the broadcasts of an origin: sessions of every protocol, symmetric in who opened the connection,
 * who publishes and who subscribes. Everything of a session happens on its connection's executor; changes of the model only mark what must
 * be looked at there.
 */
@NullMarked
package channel.every.moq.session;

import org.jspecify.annotations.NullMarked;
