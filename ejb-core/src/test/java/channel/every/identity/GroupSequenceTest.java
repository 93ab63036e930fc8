package channel.every.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GroupSequenceTest {
    @Test
    void a_sequence_is_the_chunk_index_times_4096_and_the_slot() {
        GroupSequence sequence = GroupSequence.of(1_779_146_773L, 5);
        assertThat(sequence.value()).isEqualTo(7_287_385_182_213L);
        assertThat(sequence.chunkIndex()).isEqualTo(1_779_146_773L);
        assertThat(sequence.slot()).isEqualTo(5);
    }

    @Test
    void the_last_slot_of_a_chunk_comes_just_before_the_next_chunk() {
        assertThat(GroupSequence.of(7, 4095).value() + 1)
                .isEqualTo(GroupSequence.of(8, 0).value());
        assertThat(GroupSequence.of(7, 4095)).isLessThan(GroupSequence.of(8, 0));
    }

    @Test
    void a_slot_that_belongs_to_another_chunk_is_refused() {
        assertThatThrownBy(() -> GroupSequence.of(7, 4096)).hasMessageContaining("4096");
        assertThatThrownBy(() -> GroupSequence.of(7, -1)).hasMessageContaining("-1");
    }

    @Test
    void an_index_whose_sequences_do_not_fit_is_refused() {
        assertThatThrownBy(() -> GroupSequence.of(Long.MAX_VALUE / 4096 + 1, 0))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void a_negative_sequence_is_refused() {
        assertThatThrownBy(() -> new GroupSequence(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
