package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void portsThatAreTakenAreToldWithThePartAndItsNewPort() {
        Ports ports = new Ports(9092, 9093, 8085, 40001, 8082, 8081, 40002);
        assertThat(ports.moved())
                .containsExactly(
                        "Port 8080 is taken by another program: the planner listens on 40001.",
                        "Port 8083 is taken by another program: the simulator listens on 40002.");
        assertThat(Ports.USUAL.moved()).isEmpty();
    }

    @Test
    void noPortIsGivenTwice() {
        Ports ports = Ports.anywhere();
        assertThat(new int[] {
                    ports.broker(),
                    ports.controller(),
                    ports.registry(),
                    ports.planner(),
                    ports.worker(),
                    ports.assembler(),
                    ports.simulator()
                })
                .doesNotHaveDuplicates();
    }
}
