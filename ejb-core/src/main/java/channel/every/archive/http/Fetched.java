package channel.every.archive.http;

import java.net.http.HttpHeaders;

/**
 * An answer that came whole.
 *
 * @param status never of a redirect
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
public record Fetched(int status, HttpHeaders headers, byte[] body) {}
