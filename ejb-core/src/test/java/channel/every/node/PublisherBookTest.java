package channel.every.node;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.identity.StreamId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublisherBookTest {
    private static final StreamId SOURCE =
            StreamId.parse("ec/stream/v1/source/hdhr/channel-5.1/profile-demo/variant-main");
    private static final StreamId BROADCAST =
            StreamId.parse("ec/stream/v1/broadcast/atsc/tsid-2049/program-1/profile-demo/variant-main");
    private static final StreamId WITH_CALLSIGN =
            StreamId.parse("ec/stream/v1/broadcast/atsc/tsid-2049/program-1/callsign-KCOP/profile-demo/variant-main");

    private final PublisherBook book = new PublisherBook();

    @Test
    void a_stream_is_promoted_to_its_broadcast_and_demoted_when_that_is_lost() {
        book.stream(SOURCE);
        assertThat(book.page().broadcastScope()).isFalse();
        assertThat(book.stream(BROADCAST)).isEqualTo(Naming.PROMOTED);
        assertThat(book.page().broadcastScope()).isTrue();
        assertThat(book.stream(SOURCE)).isEqualTo(Naming.DEMOTED);
        assertThat(book.stream(BROADCAST)).isEqualTo(Naming.PROMOTED);

        assertThat(book.page().namings()).containsAllEntriesOf(Map.of(Naming.PROMOTED, 2L, Naming.DEMOTED, 1L));
        assertThat(book.page().broadcastScope()).isTrue();
    }

    @Test
    void a_callsign_that_comes_late_is_no_promotion() {
        book.stream(BROADCAST);
        assertThat(book.stream(WITH_CALLSIGN)).isEqualTo(Naming.RENAMED);
        assertThat(book.stream(WITH_CALLSIGN)).isEqualTo(Naming.SAME);
        assertThat(book.page().namings()).doesNotContainKey(Naming.DEMOTED);
    }
}
