package channel.every.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobBookTest {
    @TempDir
    Path directory = Path.of("unset");

    @Test
    void a_job_that_was_begun_and_never_ended_is_found_by_the_next_server_and_marked_once() {
        JobBook killed = new JobBook(directory);
        killed.begun("proof-windows", 7, 70);
        killed.begun("proof-windows", 8, 80);
        killed.ended(8, 80);

        JobBook next = new JobBook(directory);
        assertThat(next.interrupted()).singleElement().satisfies(note -> {
            assertThat(note.execution()).isEqualTo(70);
            assertThat(note.interrupted()).containsExactly(70L);
        });
        assertThat(new JobBook(directory).interrupted()).isEmpty();

        next.begun("proof-windows", 7, 71);
        assertThat(next.note(7).orElseThrow().interrupted()).containsExactly(70L);
        assertThat(new JobBook(directory).interrupted())
                .singleElement()
                .satisfies(note -> assertThat(note.interrupted()).containsExactly(70L, 71L));
    }

    @Test
    void the_first_reason_of_a_failure_stays_until_the_job_goes_on() {
        JobBook book = new JobBook(directory);
        book.begun("proof-windows", 7, 70);
        book.failed(7, "no space left on device");
        book.failed(7, "a partition failed");
        book.ended(7, 70);

        assertThat(book.note(7).orElseThrow().failure()).isEqualTo("no space left on device");
        book.begun("proof-windows", 7, 71);
        assertThat(book.note(7).orElseThrow().failure()).isNull();
    }

    @Test
    void a_note_that_was_torn_is_no_obstacle() throws Exception {
        Files.writeString(directory.resolve("7.json"), "{\"job\":\"proof-w");
        JobBook book = new JobBook(directory);

        assertThat(book.interrupted()).isEmpty();
        book.begun("proof-windows", 7, 70);
        assertThat(book.note(7)).isPresent();
    }

    @Test
    void the_oldest_notes_are_forgotten() throws Exception {
        for (int instance = 0; instance < JobBook.MOST_NOTES; instance++) {
            Files.writeString(directory.resolve(instance + ".json"), "{}");
        }
        JobBook book = new JobBook(directory);
        book.begun("proof-windows", 5000, 1);

        try (Stream<Path> notes = Files.list(directory)) {
            assertThat(notes).hasSize(JobBook.MOST_NOTES);
        }
        assertThat(directory.resolve("0.json")).doesNotExist();
        assertThat(book.note(5000)).isPresent();
    }
}
