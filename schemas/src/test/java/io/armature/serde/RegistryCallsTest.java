package io.armature.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.armature.serde.FakeRegistry.Fault;
import io.armature.serde.RegistryCalls.Answer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegistryCallsTest {
    private FakeRegistry registry;

    @BeforeEach
    void start() throws Exception {
        registry = new FakeRegistry();
        registry.add("s", "\"string\"");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aCallWhoseAnswerSaysNothingOfTheMatterIsMadeAgain(Fault fault) {
        registry.next(fault, fault);

        assertThat(calls(Map.of()).get("/schemas/ids/1")).isInstanceOf(Answer.Given.class);
        assertThat(registry.calls()).hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void afterTheLastRetryTheRegistryCountsAsUnreachable(Fault fault) {
        for (int i = 0; i < 10; i++) {
            registry.next(fault);
        }

        assertThatThrownBy(() -> calls(Map.of("max.retries", "1")).get("/schemas/ids/1"))
                .isInstanceOf(RegistryUnreachableException.class)
                .hasMessageContaining("asked 2 times");
    }

    @Test
    void aRefusalIsAnAnswerAndNotRepeated() {
        assertThat(calls(Map.of()).get("/schemas/ids/7")).isInstanceOfSatisfying(Answer.Refused.class, refused -> {
            assertThat(refused.errorCode()).isEqualTo(40403);
            assertThat(refused.reason()).contains("Schema 7 not found");
        });
        assertThat(registry.calls()).hasSize(1);
    }

    @Test
    void theNextServerOfTheListIsAskedWhenOneIsAwayAndIsKept() throws Exception {
        FakeRegistry away = new FakeRegistry();
        away.close();
        RegistryCalls calls = calls(Map.of("schema.registry.url", away.url() + "," + registry.url()));

        assertThat(calls.get("/schemas/ids/1")).isInstanceOf(Answer.Given.class);
        assertThat(calls.get("/schemas/ids/1")).isInstanceOf(Answer.Given.class);
        assertThat(registry.calls()).hasSize(2);
    }

    @Test
    void credentialsAreSent() {
        calls(Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "ann:secret"))
                .get("/schemas/ids/1");
        calls(Map.of("schema.registry.url", registry.url().replace("://", "://ann:secret@")))
                .get("/schemas/ids/1");
        calls(Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "abc"))
                .get("/schemas/ids/1");

        assertThat(registry.authorizations())
                .containsExactly("Basic YW5uOnNlY3JldA==", "Basic YW5uOnNlY3JldA==", "Bearer abc");
    }

    @Test
    void aRefusedPasswordIsToldAndNeverShown() {
        for (int i = 0; i < 4; i++) {
            registry.next(Fault.UNAUTHORIZED);
        }

        assertThatThrownBy(() -> calls(
                                Map.of("schema.registry.url", registry.url().replace("://", "://ann:secret@")))
                        .get("/schemas/ids/1"))
                .isInstanceOf(RegistryUnreachableException.class)
                .hasMessageContaining("401")
                .hasMessageContaining("credentials")
                .hasMessageNotContaining("secret");
    }

    private RegistryCalls calls(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(registry.properties());
        properties.put("http.read.timeout.ms", "500");
        properties.putAll(more);
        return new RegistryCalls(RegistrySettings.from(properties));
    }
}
