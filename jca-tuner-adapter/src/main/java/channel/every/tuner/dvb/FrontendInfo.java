package channel.every.tuner.dvb;

import java.util.List;

/**
 * What a frontend says of itself.
 *
 * @param name of the demodulator
 * @param apiVersion of the kernel's DVB API, major in the upper byte
 * @param systems what it can receive of what can be tuned to here
 * @param otherSystems what it can receive besides, as numbers of enum fe_delivery_system
 */
public record FrontendInfo(
        String name,
        int apiVersion,
        List<DeliverySystem> systems,
        List<Integer> otherSystems,
        long frequencyMin,
        long frequencyMax) {
    public FrontendInfo {
        systems = List.copyOf(systems);
        otherSystems = List.copyOf(otherSystems);
    }
}
