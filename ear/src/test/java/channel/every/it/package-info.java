/** The application as deployed: the real EAR on a real server, from the antenna to the verdict. */
@NullMarked
package channel.every.it;

import org.jspecify.annotations.NullMarked;
