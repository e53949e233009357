package io.armature.models;

import java.util.Map;

/**
 * Which models there are and who provides them: the operator's catalogue.
 *
 * @param providers by the name that the catalogue's entries use
 * @param catalogue by the name that blueprints use, for example {@code cheap} and {@code strong}
 */
public record ModelsSettings(Map<String, ProviderSettings> providers, Map<String, ModelSettings> catalogue) {
    public ModelsSettings {
        providers = Map.copyOf(providers);
        catalogue = Map.copyOf(catalogue);
        for (Map.Entry<String, ModelSettings> model : catalogue.entrySet()) {
            if (!providers.containsKey(model.getValue().provider())) {
                throw new IllegalArgumentException("model '" + model.getKey() + "' names the provider '"
                        + model.getValue().provider() + "', but armature.models.providers holds " + providers.keySet());
            }
        }
    }

    /** The entry of that name. */
    public ModelSettings model(String name) {
        ModelSettings model = catalogue.get(name);
        if (model == null) {
            throw new UnknownModelException(name, catalogue.keySet());
        }
        return model;
    }
}
