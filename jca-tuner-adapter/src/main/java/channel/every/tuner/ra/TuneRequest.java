package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;
import jakarta.resource.spi.ConnectionRequestInfo;

/** What an outbound connection is asked for. */
record TuneRequest(ChannelTune tune) implements ConnectionRequestInfo {}
