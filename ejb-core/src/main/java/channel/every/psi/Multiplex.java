package channel.every.psi;

/** A multiplex of a network: together the two ids name it worldwide (EN 300 468 5.2.1). */
public record Multiplex(int transportStreamId, int originalNetworkId) {}
