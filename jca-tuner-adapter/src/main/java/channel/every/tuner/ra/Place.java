package channel.every.tuner.ra;

import channel.every.tuner.ChannelTune;

/** Where a channel lies: a multiplex that can be read whole, and the channel's program in it. */
record Place(ChannelTune multiplex, int program) {}
