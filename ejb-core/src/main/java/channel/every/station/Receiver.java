package channel.every.station;

/** Takes what a transmitter sends, without ever making it wait. */
interface Receiver {
    void receive(Transmission transmission);
}
