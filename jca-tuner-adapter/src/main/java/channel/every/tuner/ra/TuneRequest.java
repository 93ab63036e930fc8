package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.Claim;
import jakarta.resource.spi.ConnectionRequestInfo;

/** What an outbound connection is asked for. */
record TuneRequest(ChannelTune tune, Claim claim) implements ConnectionRequestInfo {}
