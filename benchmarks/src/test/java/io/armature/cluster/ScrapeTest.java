package io.armature.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScrapeTest {
    private static final String TEXT = """
            # TYPE jvm_memory_used_bytes gauge
            jvm_memory_used_bytes{area="heap",id="Eden Space"} 1.5E7
            jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 5.0E6
            jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 7.0E7
            armature_plans_open 12.0
            armature_plans_open_more 5.0
            """;

    @Test
    void itAddsUpOverAllLabelsOrThoseThatAreAskedFor() {
        assertThat(Scrape.sumOf(TEXT, "jvm_memory_used_bytes", "area=\"heap\"")).isEqualTo(2.0e7);
        assertThat(Scrape.sumOf(TEXT, "armature_plans_open", "")).isEqualTo(12);
        assertThat(Scrape.sumOf(TEXT, "armature_plans", "")).isZero();
    }
}
