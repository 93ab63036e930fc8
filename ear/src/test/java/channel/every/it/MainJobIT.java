package channel.every.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
final class MainJobIT {
    @Deployment(testable = false)
    static EnterpriseArchive application() {
        return Node.ear();
    }

    @Test
    void the_node_is_healthy() throws Exception {
        assertThat(Node.get("/health/ready").body()).contains("UP");
    }
}
