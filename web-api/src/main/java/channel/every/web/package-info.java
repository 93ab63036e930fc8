/**
 * The HTTP surface: JAX-RS resources over the node's view, every failure as {@code application/problem+json} (RFC 9457). Resources
 * are thin; what can be wrong without a server lies in nouns that are tested without one.
 */
@NullMarked
package channel.every.web;

import org.jspecify.annotations.NullMarked;
