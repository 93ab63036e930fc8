package channel.every.moq.session;

import channel.every.moq.wire.LiteMessage;

/** The answer to what needs none. */
record Unanswered() implements MessageReader.Listener<LiteMessage> {
    @Override
    public void message(LiteMessage message) {}

    @Override
    public void ended() {}

    @Override
    public void failed(long code, String reason) {}
}
