package io.armature.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PlannerSettingsTest {
    @Test
    void leftOutSettingsAreTheDocumentedOnes() {
        PlannerSettings settings = bound(Map.of());
        assertThat(settings.window()).isEqualTo(256);
        assertThat(settings.rememberJobs()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.mostRequest().toMegabytes()).isEqualTo(1);
        assertThat(settings.stateMemory().toMegabytes()).isEqualTo(32);
        assertThat(settings.mostItems()).isEqualTo(5_000);
    }

    @ParameterizedTest
    @CsvSource({
        "window, 0, 1 to 500",
        "window, 501, 1 to 500",
        "drain, -1s, 0s to 5m",
        "drain, 6m, 0s to 5m",
        "remember-jobs, 59s, 1m to 90d",
        "remember-jobs, 91d, 1m to 90d",
        "status-url, assembler:8081, http",
        "status-url, /plans, http",
        "status-url, ftp://assembler, http",
        "state-folder, ' ', folder",
        "state-memory, 15MB, 16MB to 1GB",
        "most-request, 1B, 1KB to 8MB",
        "most-request, 9MB, 1KB to 8MB",
        "most-items, 0, 1 to 5000",
        "most-items, 5001, 1 to 5000",
        "most-item-bytes, 2GB, 1MB to 1GB"
    })
    void aWrongValueIsRefusedByItsNameWithItsRange(String name, String value, String range) {
        assertThatThrownBy(() -> bound(Map.of("armature.planner." + name, value)))
                .rootCause()
                .hasMessageContaining("armature.planner." + name + " is ")
                .hasMessageContaining("use ")
                .hasMessageContaining(range);
    }

    private static PlannerSettings bound(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("armature.planner", PlannerSettings.class);
    }
}
