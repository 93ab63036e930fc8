/**
 * The content-addressed archive: objects by hash, an append-only index of who produced them and when.
 */
@NullMarked
package channel.every.archive;

import org.jspecify.annotations.NullMarked;
