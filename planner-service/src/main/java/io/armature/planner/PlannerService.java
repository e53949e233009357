package io.armature.planner;

import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/** Intake of requests, planning, and the HTTP door for submitting. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PlannerService {
    /** Runs until it is stopped. */
    public static void main(String... args) {
        start(args);
    }

    /** Starts it in this process. */
    public static ConfigurableApplicationContext start(String... args) {
        String[] named = Arrays.copyOf(args, args.length + 1);
        named[args.length] = "--spring.config.name=planner-service";
        return new SpringApplication(PlannerService.class).run(named);
    }
}
