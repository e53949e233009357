package io.armature.models;

import static io.armature.models.ProviderSettings.Kind.OPENAI;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpModelsTest {
    private static final String HALF_AN_ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"choices\":[";

    @Test
    void anAnswerThatHangsEndsAtTheCallsTimeOut() throws Exception {
        CountDownLatch ends = new CountDownLatch(1);
        try (Wire wire = new Wire(asked -> {
            ends.await();
            return Wire.openAi("stop");
        })) {
            assertThat(wire.models(OPENAI).call(Wire.call("held", Duration.ofMillis(300))))
                    .isEqualTo(new Reply.TimedOut(Duration.ofMillis(300)));
            ends.countDown();
        }
    }

    @Test
    void aBodyThatHangsHalfWayEndsAtTheTimeOutAndItsConnectionIsClosed() throws Exception {
        try (Sockets server = new Sockets(HALF_AN_ANSWER, false)) {
            assertThat(server.models().call(Wire.call("held", Duration.ofMillis(300))))
                    .isInstanceOf(Reply.TimedOut.class);
            server.closedByClient.await();
        }
    }

    @Test
    void anInterruptedCallClosesItsConnection() throws Exception {
        try (Sockets server = new Sockets(HALF_AN_ANSWER, false)) {
            AtomicBoolean interrupted = new AtomicBoolean();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    server.models().call(Wire.call("held"));
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
            });
            server.asked.await();
            caller.interrupt();
            caller.join();
            server.closedByClient.await();
            assertThat(interrupted).isTrue();
        }
    }

    @Test
    void halfABodyIsNoAnswer() throws Exception {
        try (Sockets server = new Sockets(HALF_AN_ANSWER, true)) {
            assertThat(server.models().call(Wire.call("held"))).isInstanceOf(Reply.Unavailable.class);
        }
    }

    @Test
    void aConnectionClosedWithoutAWordIsNoAnswer() throws Exception {
        try (Sockets server = new Sockets("", true)) {
            assertThat(server.models().call(Wire.call("held"))).isInstanceOf(Reply.Unavailable.class);
        }
    }

    @Test
    void aProviderThatIsNotThereIsUnavailableAndNamed() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(LanguageModels.of(Wire.settings(OPENAI, Wire.url(port)), new SimpleMeterRegistry())
                        .call(Wire.call("held")))
                .isInstanceOfSatisfying(
                        Reply.Unavailable.class,
                        reply -> assertThat(reply.message()).contains("127.0.0.1:" + port));
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() throws Exception {
        String huge = "x".repeat(9 << 20);
        try (Wire wire = new Wire(asked -> Wire.ok(huge))) {
            assertThat(wire.models(OPENAI).call(Wire.call("held"))).isInstanceOf(Reply.Unavailable.class);
        }
    }

    @Test
    void tooManyRequestsTellsHowLongToWait() throws Exception {
        try (Wire wire = new Wire(
                asked -> new Wire.Said(429, "{\"error\":{\"message\":\"slow\"}}", Map.of("Retry-After", "7")))) {
            assertThat(wire.models(OPENAI).call(Wire.call("held")))
                    .isEqualTo(new Reply.Throttled(Optional.of(Duration.ofSeconds(7)), "status 429: slow"));
        }
    }

    @Test
    void anErrorThatIsNotJsonKeepsItsWords() throws Exception {
        try (Wire wire = new Wire(asked -> Wire.error(502, "<html>Bad gateway</html>"))) {
            assertThat(wire.models(OPENAI).call(Wire.call("held")))
                    .isEqualTo(new Reply.Unavailable(Optional.empty(), "status 502: <html>Bad gateway</html>"));
        }
    }

    @Test
    void aLongErrorIsCut() throws Exception {
        try (Wire wire = new Wire(asked -> Wire.error(500, "y".repeat(100_000)))) {
            assertThat(wire.models(OPENAI).call(Wire.call("held")))
                    .isInstanceOfSatisfying(
                            Reply.Unavailable.class,
                            reply -> assertThat(reply.message()).hasSizeLessThan(1_100));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422})
    void aCallThatCanNeverWorkIsRejectedWithTheProvidersWords(int status) throws Exception {
        try (Wire wire = new Wire(asked -> Wire.error(status, "{\"error\":{\"message\":\"no such model\"}}"))) {
            assertThat(wire.models(OPENAI).call(Wire.call("held")))
                    .isEqualTo(new Reply.RejectedByProvider(status, "status " + status + ": no such model"));
        }
    }

    @Test
    void callsAreMeasuredByTheNamesOfOpenTelemetry() throws Exception {
        try (Wire wire = new Wire(asked -> Wire.openAi("stop"))) {
            wire.models(OPENAI).call(Wire.call("held"));
            assertThat(wire.meters
                            .get("gen_ai.client.operation.duration")
                            .tag("outcome", "answered")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(wire.meters
                            .get("gen_ai.client.token.usage")
                            .tag("gen_ai.token.type", "input")
                            .summary()
                            .totalAmount())
                    .isEqualTo(100);
        }
    }

    @Test
    void anUnknownModelIsNamedWithThoseThatThereAre() throws Exception {
        try (Wire wire = new Wire(asked -> Wire.openAi("stop"))) {
            assertThatThrownBy(() -> wire.models(OPENAI).call(Wire.call("huge")))
                    .isInstanceOf(UnknownModelException.class)
                    .hasMessageContainingAll("huge", "held", "free");
        }
    }

    /** Answers every connection with the same bytes, then closes it or waits until the client does. */
    private static final class Sockets implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch closedByClient = new CountDownLatch(1);

        Sockets(String answer, boolean close) throws Exception {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (Socket socket = server.accept()) {
                        InputStream in = socket.getInputStream();
                        in.read(new byte[64 * 1024]);
                        socket.getOutputStream().write(answer.getBytes(US_ASCII));
                        socket.getOutputStream().flush();
                        asked.countDown();
                        if (close) {
                            continue;
                        }
                        in.transferTo(java.io.OutputStream.nullOutputStream());
                        closedByClient.countDown();
                    } catch (java.io.IOException e) {
                        // A reset is a close too.
                        closedByClient.countDown();
                    }
                }
            });
        }

        LanguageModels models() {
            return LanguageModels.of(Wire.settings(OPENAI, Wire.url(server.getLocalPort())), new SimpleMeterRegistry());
        }

        @Override
        public void close() throws Exception {
            server.close();
        }
    }
}
