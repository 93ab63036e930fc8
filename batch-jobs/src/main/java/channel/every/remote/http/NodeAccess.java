package channel.every.remote.http;

import org.jspecify.annotations.Nullable;

/**
 * By what nodes let us in, and what they are to prove.
 *
 * @param token of their REST, null for none
 * @param input path of a recording that they have already, null to send ours
 */
public record NodeAccess(@Nullable String token, @Nullable String input) {}
