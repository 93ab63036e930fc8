/**
 * The archive on a file system: objects under their hash, JSON Lines as the index.
 */
@NullMarked
package channel.every.archive.file;

import org.jspecify.annotations.NullMarked;
