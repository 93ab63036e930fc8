package channel.every.tuner.ra;

import jakarta.resource.spi.ManagedConnectionMetaData;

/** What a connection says of its kind. */
final class TunerMetaData implements ManagedConnectionMetaData {
    @Override
    public String getEISProductName() {
        return "HDHomeRun, Linux DVB, MPEG-TS";
    }

    @Override
    public String getEISProductVersion() {
        return "HTTP API, DVB API 5";
    }

    /** Unknown here: each device has its own number of tuners, which the ledger keeps. */
    @Override
    public int getMaxConnections() {
        return 0;
    }

    @Override
    public String getUserName() {
        return "";
    }
}
