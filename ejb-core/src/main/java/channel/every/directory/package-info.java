/**
 * The public list of streams and of the relays that carry them, which old clients read by its first fields and new ones by its
 * ordered candidates (ECP-0121).
 */
@NullMarked
package channel.every.directory;

import org.jspecify.annotations.NullMarked;
