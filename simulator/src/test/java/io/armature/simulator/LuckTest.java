package io.armature.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LuckTest {
    @Test
    void theDrawOfAnAskDependsOnSeedModelPromptAndHowOftenItCame() {
        Luck luck = new Luck();
        Set<Double> draws = new HashSet<>();
        for (int seed = 0; seed < 3; seed++) {
            for (String model : List.of("a", "b")) {
                for (long prompt = 0; prompt < 50; prompt++) {
                    draws.add(luck.next(seed, model, prompt).nextDouble());
                    draws.add(luck.next(seed, model, prompt).nextDouble());
                }
            }
        }
        assertThat(draws).hasSize(3 * 2 * 50 * 2);
    }

    @Test
    void theOrderInWhichPromptsComeChangesNothing() {
        List<Double> forwards = new ArrayList<>();
        List<Double> backwards = new ArrayList<>();
        Luck one = new Luck();
        Luck other = new Luck();
        for (int i = 0; i < 100; i++) {
            forwards.add(one.next(7, "m", i).nextDouble());
            backwards.addFirst(other.next(7, "m", 99 - i).nextDouble());
        }
        assertThat(backwards).isEqualTo(forwards);
    }

    @Test
    void drawsOfNeighbouringAsksAreUnlike() {
        Luck luck = new Luck();
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            sum += luck.next(7, "m", 1).nextDouble();
        }
        assertThat(sum / 10_000).isBetween(0.49, 0.51);
    }
}
