package channel.every.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobCatalogTest {
    @Test
    void the_deployed_jobs_are_listed_with_what_they_read() {
        assertThat(JobCatalog.names()).contains("archive-convergence");
        assertThat(JobCatalog.parameters("archive-convergence")).contains("sources", "broadcast", "track", "overlap");
    }
}
