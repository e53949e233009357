package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CompiledLaterTest {
    private static final Map<String, Object> FOUR = Map.of("n", 4.0);
    private final AtomicInteger compiled = new AtomicInteger();

    @Test
    void itIsCompiledWhenItIsFirstUsedAndOnce() throws Exception {
        Expressions.Compiled later = new CompiledLater(() -> {
            compiled.incrementAndGet();
            return numbers(false).check("n == 4");
        });
        assertThat(compiled).hasValue(0);
        assertThat(later.on(FOUR)).isEqualTo(true);
        assertThat(later.on(Map.of("n", 5.0))).isEqualTo(false);
        assertThat(later.isSound()).isTrue();
        assertThat(compiled).hasValue(1);
    }

    @Test
    void oneThatDoesNotCompileSaysWhyEachTimeItIsUsed() throws Exception {
        Expressions.Compiled later = numbers(true).check("n == 'four'");
        assertThat(later.isSound()).isFalse();
        assertThatThrownBy(() -> later.on(FOUR)).hasMessageContaining("found no matching overload for '_==_'");
        assertThatThrownBy(() -> later.on(FOUR)).hasMessageContaining("found no matching overload for '_==_'");
    }

    private static Expressions numbers(boolean checkedBefore) {
        return new Expressions(
                Map.of("n", JsonMapper.shared().createObjectNode().put("type", "number")), checkedBefore);
    }
}
