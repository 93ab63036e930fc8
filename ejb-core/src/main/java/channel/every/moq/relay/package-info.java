/**
 * A relay: sessions around one origin, with those who may open them. What is announced to it by any peer can be had from it by any other
 * that may; it brings each track here once and knows nothing of media.
 */
@NullMarked
package channel.every.moq.relay;

import org.jspecify.annotations.NullMarked;
