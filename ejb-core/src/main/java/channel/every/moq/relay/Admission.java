package channel.every.moq.relay;

import channel.every.moq.transport.ConnectRequest;

/** Decides who may do what at a relay. Called on the connections' executors: it must not wait. */
@FunctionalInterface
public interface Admission {
    AdmissionVerdict admit(ConnectRequest request);
}
