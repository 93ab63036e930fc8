package channel.every.node;

import channel.every.tuner.TunerConnectionFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Where the resource adapter's connection factory is bound. */
final class Tuners {
    /** By the server's configuration, not by the application: the pool belongs to the operator. */
    private static final String NAME = "everychannel/TunerConnectionFactory";

    private Tuners() {}

    /** A bare name is the one form of lookup that means the same on Open Liberty and on WildFly. */
    @SuppressWarnings("BanJNDI") // a constant name of the server's own namespace
    static TunerConnectionFactory factory() throws NamingException {
        return InitialContext.doLookup(NAME);
    }
}
