package io.armature.worker;

import java.util.Arrays;
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

    /** Starts it in this process. */
    public static ConfigurableApplicationContext start(String... args) {
        String[] named = Arrays.copyOf(args, args.length + 1);
        named[args.length] = "--spring.config.name=item-worker-service";
        return new SpringApplication(ItemWorkerService.class).run(named);
    }
}
