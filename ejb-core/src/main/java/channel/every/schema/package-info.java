/** Tables in the node's database, H2 or PostgreSQL, brought to their version by scripts that the rooms own. */
@NullMarked
package channel.every.schema;

import org.jspecify.annotations.NullMarked;
