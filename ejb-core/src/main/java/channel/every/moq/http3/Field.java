package channel.every.moq.http3;

/** A field of a request's or response's head. */
record Field(String name, String value) {}
