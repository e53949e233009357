package io.armature.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/** The parts of a running stack, in the order in which data goes through them. */
record Parts(List<Part> all) {
    Parts {
        all = List.copyOf(all);
    }

    static Parts of(Ports ports, boolean simulated) {
        List<Part> always = List.of(
                new Part("broker", "localhost:" + ports.broker(), "tcp://localhost:" + ports.broker()),
                http("registry", ports.registry(), "/apis/ccompat/v7", "/apis/ccompat/v7/subjects"),
                http("planner", ports.planner(), "", "/actuator/health/readiness"),
                http("item worker", ports.worker(), "", "/actuator/health/readiness"),
                http("assembler", ports.assembler(), "", "/actuator/health/readiness"));
        return new Parts(
                simulated
                        ? java.util.stream.Stream.concat(
                                        always.stream(),
                                        java.util.stream.Stream.of(
                                                http("simulator", ports.simulator(), "/v1", "/health")))
                                .toList()
                        : always);
    }

    private static Part http(String name, int port, String path, String probe) {
        return new Part(name, "http://localhost:" + port + path, "http://localhost:" + port + probe);
    }

    /** Where plans are submitted and followed. */
    Endpoints endpoints() {
        return new Endpoints(named("planner").at(), named("assembler").at());
    }

    /** @throws IllegalArgumentException when there is none of that name */
    Part named(String name) {
        return all.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no part is called " + name));
    }

    /**
     * One of them.
     *
     * @param at what a client needs to know
     * @param probe answers 200 when it is ready; with {@code tcp:}, accepts a connection
     */
    record Part(String name, String at, String probe) {
        boolean isReady() throws InterruptedException {
            URI uri = URI.create(probe);
            return uri.getScheme().equals("tcp")
                    ? accepts(uri)
                    : Readiness.at(uri).isReady();
        }

        private static boolean accepts(URI uri) {
            try (Socket socket = new Socket(InetAddress.getByName(uri.getHost()), uri.getPort())) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        }
    }
}
