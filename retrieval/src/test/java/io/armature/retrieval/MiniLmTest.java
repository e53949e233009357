package io.armature.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiniLmTest {
    private static final Embeddings EMBEDDINGS = new MiniLm();

    @Test
    void textsThatMeanTheSameAreNearAndOthersAreNot() throws Exception {
        float[] bowl = EMBEDDINGS.of("Lentil and rice bowl");
        assertThat(cosine(bowl, bowl)).isBetween(0.999, 1.001);
        assertThat(cosine(bowl, EMBEDDINGS.of("Rice bowl with lentils"))).isGreaterThan(0.9);
        assertThat(cosine(bowl, EMBEDDINGS.of("Grilled salmon with asparagus"))).isLessThan(0.6);
    }

    @Test
    void vectorsOfACorpusAreComputedOnceAndDamagedFilesAreReplaced(@TempDir Path folder) throws Exception {
        int[] computed = {0};
        Embeddings counting = new Embeddings() {
            @Override
            public String name() {
                return "counting";
            }

            @Override
            public float[] of(String text) {
                computed[0]++;
                return new float[] {text.length(), 1};
            }
        };
        List<String> texts = List.of("a", "bcd");
        assertThat(new KeptVectors(counting, folder).of(texts).get(1)).containsExactly(3, 1);
        assertThat(new KeptVectors(counting, folder).of(texts).get(1)).containsExactly(3, 1);
        assertThat(computed[0]).isEqualTo(2);
        try (var files = Files.list(folder)) {
            Files.write(files.findFirst().orElseThrow(), new byte[] {0, 0, 0, 2, 7});
        }
        assertThat(new KeptVectors(counting, folder).of(texts).get(1)).containsExactly(3, 1);
        assertThat(computed[0]).isEqualTo(4);
    }

    static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
