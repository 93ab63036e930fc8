/**
 * The proof: do the archives of distinct sources hold equal bytes for every sequence, and if not, why.
 */
@NullMarked
package channel.every.convergence;

import org.jspecify.annotations.NullMarked;
