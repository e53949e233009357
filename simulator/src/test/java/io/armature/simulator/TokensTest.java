package io.armature.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "abcd", "abcde", "Grüße aus Köln", "1¼ × cup", "日本の朝食", "run 🏃 and ride 🚴!"})
    void aTokenIsFourBytesOfUtf8(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        assertThat(Tokens.of(text)).isEqualTo((bytes + 3) / 4);
        for (int tokens = 0; tokens <= Tokens.of(text); tokens++) {
            String first = Tokens.first(text, tokens);
            assertThat(text).startsWith(first);
            assertThat(Tokens.of(first)).isBetween(Math.max(0, tokens - 1), tokens);
        }
    }
}
