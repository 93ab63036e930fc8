package channel.every.proof;

import channel.every.identity.Label;
import java.nio.file.Path;

/** What a publisher reads in a bounded proof. */
public record PublisherInput(Label publisher, Path file) {}
