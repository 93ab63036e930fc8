/**
 * Measurements in a database, so that one that lasts for days goes on after its server was started anew. H2 or PostgreSQL, by the same
 * statements.
 */
@NullMarked
package channel.every.convergence.history;

import org.jspecify.annotations.NullMarked;
