package io.armature.assembler;

import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/** Job state, assembly, deadlines; status, documents and live progress over HTTP. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class AssemblerService {
    /** Runs until it is stopped. */
    public static void main(String... args) {
        start(args);
    }

    /** Starts it in this process. */
    public static ConfigurableApplicationContext start(String... args) {
        String[] named = Arrays.copyOf(args, args.length + 1);
        named[args.length] = "--spring.config.name=assembler-service";
        return new SpringApplication(AssemblerService.class).run(named);
    }
}
