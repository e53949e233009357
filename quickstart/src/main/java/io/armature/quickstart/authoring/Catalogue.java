package io.armature.quickstart.authoring;

import io.armature.models.ModelsSettings;
import io.armature.quickstart.Complaint;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** The models that blueprints may name, as the services of this machine would know them. */
final class Catalogue {
    private Catalogue() {}

    static ModelsSettings here() throws Complaint {
        StandardEnvironment environment = new StandardEnvironment();
        try {
            List<PropertySource<?>> sources =
                    new YamlPropertySourceLoader().load("models", new ClassPathResource("armature-models.yaml"));
            sources.forEach(environment.getPropertySources()::addLast);
        } catch (IOException e) {
            throw Complaint.error("the catalogue of models cannot be read: " + e.getMessage());
        }
        return Binder.get(environment)
                .bind("armature.models", ModelsSettings.class)
                .get();
    }
}
