/**
 * Names that two nodes agree on without talking: stream ids (ECP-0004), source identity, renditions and group sequences.
 */
@NullMarked
package channel.every.identity;

import org.jspecify.annotations.NullMarked;
