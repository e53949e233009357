package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.armature.backbone.TopicSettings;
import io.armature.models.LimitSettings;
import io.armature.models.ModelsSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** The shared settings as they are delivered, and what an operator may set beside them. */
class DeliveredSettingsTest {
    @Test
    void theDeliveredCatalogueHasNoLimitsOfItsOwn() throws Exception {
        ModelsSettings models = bind("armature-models.yaml", Map.of(), "armature.models", ModelsSettings.class);
        assertThat(models.model("cheap").limits()).isNull();
        assertThat(models.model("strong").contextTokens()).isEqualTo(200_000);
    }

    @Test
    void someLimitsOfAModelMayBeSet() throws Exception {
        ModelsSettings models = bind(
                "armature-models.yaml",
                Map.of(
                        "armature.models.catalogue.cheap.limits.requests-per-minute", "500",
                        "armature.models.catalogue.cheap.limits.calls-at-once", "64"),
                "armature.models",
                ModelsSettings.class);
        assertThat(models.model("cheap").limits()).isEqualTo(new LimitSettings(500, null, 64));
    }

    @Test
    void aLimitThatIsNoneIsRefusedWhenTheServiceStarts() {
        assertThatThrownBy(() -> bind(
                        "armature-models.yaml",
                        Map.of("armature.models.catalogue.cheap.limits.requests-per-minute", "0"),
                        "armature.models",
                        ModelsSettings.class))
                .rootCause()
                .hasMessageContaining("requests-per-minute");
    }

    @Test
    void topicsAreCreatedAsTheCatalogueSaysUnlessTheEnvironmentSaysOtherwise() throws Exception {
        assertThat(bind("armature-backbone.yaml", Map.of(), "armature.provision.topics", TopicSettings.class))
                .isEqualTo(TopicSettings.DEFAULT);
        assertThat(bind(
                        "armature-backbone.yaml",
                        Map.of("ARMATURE_ITEM_PARTITIONS", "96", "ARMATURE_REPLICATION_FACTOR", "3"),
                        "armature.provision.topics",
                        TopicSettings.class))
                .isEqualTo(new TopicSettings(96, (short) 3));
    }

    private static <T> T bind(String file, Map<String, Object> set, String prefix, Class<T> type) throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load(file, new ClassPathResource(file))
                .forEach(environment.getPropertySources()::addLast);
        environment.getPropertySources().addFirst(new MapPropertySource("operator", set));
        return Binder.get(environment).bind(prefix, type).get();
    }
}
