package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void withoutATerminalThereArePlainLines() {
        assertThat(Terminal.of(Optional.empty(), Map.of("TERM", "xterm")).redraws())
                .isFalse();
        assertThat(Terminal.of(Optional.of("80"), Map.of("TERM", "dumb")).redraws())
                .isFalse();
    }

    @Test
    void aTerminalOfUnknownWidthHas80Columns() {
        assertThat(Terminal.of(Optional.of(""), Map.of()).columns()).isEqualTo(80);
        assertThat(Terminal.of(Optional.of("0"), Map.of()).columns()).isEqualTo(80);
        assertThat(Terminal.of(Optional.of("132"), Map.of()).columns()).isEqualTo(132);
    }

    @Test
    void noColorIsObeyed() {
        assertThat(Terminal.of(Optional.of("80"), Map.of()).colours()).isTrue();
        assertThat(Terminal.of(Optional.of("80"), Map.of("NO_COLOR", "")).colours())
                .isTrue();
        assertThat(Terminal.of(Optional.of("80"), Map.of("NO_COLOR", "1")).colours())
                .isFalse();
    }

    @Test
    void blocksAreDrawnWhereTheLocaleHasThem() {
        assertThat(Terminal.of(Optional.of("80"), Map.of("LANG", "de_DE.UTF-8")).blocks())
                .isTrue();
        assertThat(Terminal.of(Optional.of("80"), Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "C"))
                        .blocks())
                .isFalse();
        assertThat(Terminal.of(Optional.of("80"), Map.of()).blocks()).isTrue();
    }
}
