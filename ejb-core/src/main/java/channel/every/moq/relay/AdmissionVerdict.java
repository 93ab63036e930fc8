package channel.every.moq.relay;

import channel.every.moq.session.Scope;
import java.time.Instant;
import java.util.Optional;

/** What somebody who has connected may do. */
public sealed interface AdmissionVerdict {
    /**
     * @param get what may be subscribed to
     * @param put what may be announced
     * @param until when the session ends, empty if its end is not known
     */
    record Admitted(Scope get, Scope put, Optional<Instant> until) implements AdmissionVerdict {
        public Admitted {
            if (get.isNothing() && put.isNothing()) {
                throw new IllegalArgumentException("one who may do nothing is refused");
            }
        }
    }

    /** @param reason for the log of this side, and without any secret; peers are not told */
    record Refused(String reason) implements AdmissionVerdict {}
}
