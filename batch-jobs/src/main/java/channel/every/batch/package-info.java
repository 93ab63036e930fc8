/**
 * Jakarta Batch jobs: thin artifacts that call the pure core.
 */
@NullMarked
package channel.every.batch;

import org.jspecify.annotations.NullMarked;
