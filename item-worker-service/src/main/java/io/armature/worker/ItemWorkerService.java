package io.armature.worker;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/** Generates items from the requested and the fallback lane. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ItemWorkerService {
    /** Runs until it is stopped. */
    public static void main(String... args) {
        start(args);
    }

    /**
     * Starts it in this process; several services may run in one.
     *
     * @param args Spring's, for example {@code --server.port=0}
     */
    public static ConfigurableApplicationContext start(String... args) {
        List<String> all = new ArrayList<>(List.of("--spring.config.name=item-worker-service"));
        all.addAll(List.of(args));
        return new SpringApplication(ItemWorkerService.class).run(all.toArray(String[]::new));
    }
}
