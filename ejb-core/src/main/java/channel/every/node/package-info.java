/**
 * The running node: pumps, timers and queues between the pure rooms, and the view of it that REST and the page show. Beans are
 * thin: they inject, delegate and log once.
 */
@NullMarked
package channel.every.node;

import org.jspecify.annotations.NullMarked;
