/**
 * The side that goes to relays: opens a connection by what the address asks for, and keeps a session up for as long as it is wanted.
 */
@NullMarked
package channel.every.moq.client;

import org.jspecify.annotations.NullMarked;
