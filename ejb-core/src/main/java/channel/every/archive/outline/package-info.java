/**
 * What an index amounts to, block by block of sequences: enough to see where two sources hold the same without reading their lines
 * again, and where to find the lines of the rest.
 */
@NullMarked
package channel.every.archive.outline;

import org.jspecify.annotations.NullMarked;
