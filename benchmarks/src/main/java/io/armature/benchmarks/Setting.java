package io.armature.benchmarks;

import io.armature.cluster.ClusterSettings;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What all measurements can be told of the system they measure. */
final class Setting {
    @Option(
            names = "--jvm",
            paramLabel = "OPTIONS",
            description = "options of the services' JVMs (default: -Xmx256m -XX:+UseSerialGC)")
    private String jvm = String.join(" ", ClusterSettings.SMALL_JVM);

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description =
                    "a property of the services, for example spring.kafka.streams.properties.commit.interval.ms=10")
    private List<String> properties = List.of();

    /** As they would be typed, after a command: figures are nothing without them. */
    String options() {
        StringBuilder options = new StringBuilder(" --jvm '").append(jvm).append('\'');
        properties.forEach(property -> options.append(" --set ").append(property));
        return options.toString();
    }

    /** @param command names the folder of the logs */
    ClusterSettings cluster(String command) {
        Path home = Path.of(System.getProperty("armature.home", "."))
                .toAbsolutePath()
                .normalize();
        ClusterSettings settings = ClusterSettings.of(home, home.resolve(".armature/bench/" + command))
                .withJvm(List.of(jvm.strip().split("\\s+")))
                // A plan of 5,000 items has a skeleton larger than any real model would write.
                .with("--armature.models.catalogue.cheap.max-output-tokens=120000");
        for (String property : properties) {
            settings = settings.with("--" + property);
        }
        return settings;
    }
}
