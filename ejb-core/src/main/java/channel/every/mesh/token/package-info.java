/**
 * Who may publish and subscribe at a relay: JSON Web Tokens as moq-relay takes them, the keys that vouch for them, and what is public.
 */
@NullMarked
package channel.every.mesh.token;

import org.jspecify.annotations.NullMarked;
