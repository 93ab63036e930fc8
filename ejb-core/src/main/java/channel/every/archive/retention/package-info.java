/**
 * How long objects are kept, and how they go: by age, by size, never while a manifest still needs them.
 */
@NullMarked
package channel.every.archive.retention;

import org.jspecify.annotations.NullMarked;
