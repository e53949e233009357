package io.armature.quickstart;

import io.armature.simulator.Fault;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import io.armature.simulator.SimulatorSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who writes: the simulator, or a provider that the environment or an option names. */
sealed interface ModelChoice {
    /**
     * What a user expects of these settings: a base URL is called, a key alone means its provider's public address,
     * nothing means the simulator.
     *
     * @param baseUrl of a provider that speaks OpenAI's format
     * @param simulate the simulator in any case
     * @param environment may hold {@code OPENAI_BASE_URL}, {@code OPENAI_API_KEY}, {@code ANTHROPIC_API_KEY} and the
     *     catalogue's {@code ARMATURE_*}, which always win
     */
    static ModelChoice of(Optional<String> baseUrl, boolean simulate, Map<String, String> environment) {
        if (simulate) {
            return Simulated.likeReal();
        }
        Optional<String> url =
                baseUrl.or(() -> set(environment, "OPENAI_BASE_URL")).map(ModelChoice::checked);
        if (url.isPresent()) {
            return new Provided(url.get(), Models.at(url.get()), environment);
        }
        if (set(environment, "OPENAI_API_KEY").isPresent()) {
            return new Provided(Provided.OPENAI, Models.OPENAI, environment);
        }
        if (set(environment, "ANTHROPIC_API_KEY").isPresent()) {
            return new Provided(
                    set(environment, "ANTHROPIC_BASE_URL").orElse(Provided.ANTHROPIC), Models.ANTHROPIC, environment);
        }
        return Simulated.likeReal();
    }

    /** What to say when starting; never a key. */
    String description();

    /** How the simulator behaves; empty when it is not needed. */
    Optional<Behaviour> simulated();

    /**
     * Settings of the services.
     *
     * @param simulatorUrl where the simulator is, if it runs
     */
    List<String> arguments(String simulatorUrl);

    /** Behaviour of the simulator's models. */
    record Behaviour(Map<String, Faults> models) {
        SimulatorSettings at(int port) {
            return new SimulatorSettings(port, 7, models);
        }
    }

    /** Invented content, at no cost. */
    record Simulated(Behaviour behaviour) implements ModelChoice {
        /** A cheap model with some faults of each kind, so that a demo shows what happens to them. */
        private static final Faults SOMETIMES_WRONG = Faults.NONE
                .withLatency(Latency.parse("lognormal(900ms, 0.35)"))
                .withLatency("meal-day--skeleton", Latency.parse("lognormal(700ms, 0.35)"))
                .withChance(Fault.MALFORMED, 0.06)
                .withChance(Fault.PROSE, 0.04)
                .withChance(Fault.SCHEMA, 0.03)
                .withChance(Fault.RULE, 0.12)
                .withChance(Fault.TRUNCATED, 0.02)
                .withChance(Fault.THROTTLED, 0.02);

        private static final Faults SLOWER_AND_RIGHT = Faults.NONE.withLatency(Latency.parse("lognormal(1300ms, 0.3)"));

        static Simulated likeReal() {
            return new Simulated(new Behaviour(
                    Map.of("mistralai/mistral-small-3.2-24b-instruct", SOMETIMES_WRONG, "*", SLOWER_AND_RIGHT)));
        }

        static Simulated atOnce() {
            return new Simulated(new Behaviour(Map.of()));
        }

        @Override
        public String description() {
            return "Models: the simulator. What it writes is invented; set OPENAI_API_KEY or ANTHROPIC_API_KEY for real ones.";
        }

        @Override
        public Optional<Behaviour> simulated() {
            return Optional.of(behaviour);
        }

        @Override
        public List<String> arguments(String simulatorUrl) {
            return List.of(
                    "--armature.models.providers.openai.base-url=" + simulatorUrl,
                    "--armature.models.providers.openai.api-key=",
                    "--armature.models.catalogue.cheap.provider=openai",
                    "--armature.models.catalogue.strong.provider=openai",
                    // Whole projects in one call are its business too.
                    "--armature.models.catalogue.cheap.max-output-tokens=32768",
                    "--armature.models.catalogue.strong.max-output-tokens=32768");
        }
    }

    /** A real provider, which charges for what it does. */
    record Provided(String baseUrl, Models models, Map<String, String> environment) implements ModelChoice {
        static final String OPENAI = "https://api.openai.com/v1";
        static final String ANTHROPIC = "https://api.anthropic.com/v1";

        public Provided {
            environment = Map.copyOf(environment);
        }

        @Override
        public String description() {
            return "Models: " + baseUrl + ", cheap " + models.cheap.named(environment) + ", strong "
                    + models.strong.named(environment)
                    + ". Real calls cost money; --simulator costs nothing.";
        }

        @Override
        public Optional<Behaviour> simulated() {
            return Optional.empty();
        }

        @Override
        public List<String> arguments(String simulatorUrl) {
            List<String> arguments = new ArrayList<>();
            if (!models.equals(Models.ANTHROPIC)) {
                arguments.add("--armature.models.providers.openai.base-url=" + baseUrl);
            }
            if (!models.equals(Models.CATALOGUE)) {
                arguments.addAll(models.cheap.arguments(models.provider, environment));
                arguments.addAll(models.strong.arguments(models.provider, environment));
            }
            return arguments;
        }

        @Override
        public String toString() {
            return description();
        }
    }

    /** Which models serve the two names of the catalogue, where the environment names none. */
    record Models(String provider, Tier cheap, Tier strong) {
        /**
         * Prices and limits as of 2026-11, developers.openai.com/api/docs/models. Both are shut down on 2027-01-14, by
         * developers.openai.com/api/docs/deprecations; their successors reason (docs/models.md).
         */
        static final Models OPENAI = new Models(
                "openai",
                new Tier("cheap", "gpt-4o-mini", "0.15", "0.60", 16_384),
                new Tier("strong", "gpt-4.1", "2.00", "8.00", 32_768));

        /**
         * Prices and limits as of 2026-11, platform.claude.com/docs/en/models. These are the newest that take a
         * temperature.
         */
        static final Models ANTHROPIC = new Models(
                "anthropic",
                new Tier("cheap", "claude-haiku-4-5", "1.00", "5.00", 64_000),
                new Tier("strong", "claude-sonnet-4-6", "3.00", "15.00", 128_000));

        /** Prices and limits as of 2026-11, openrouter.ai/models: the lowest of those who serve the model. */
        static final Models OPENROUTER = new Models(
                "openai",
                new Tier("cheap", "mistralai/mistral-small-3.2-24b-instruct", "0.075", "0.20", 16_384),
                new Tier("strong", "anthropic/claude-sonnet-4.6", "3.00", "15.00", 64_000));

        /**
         * As armature-models.yaml has them, for servers whose models we do not know: the environment names what they
         * serve. The strong model's prices are 12.5 times the cheap one's, as the measurements suppose; nobody charges
         * them.
         */
        static final Models CATALOGUE = new Models(
                "openai",
                new Tier("cheap", "mistralai/mistral-small-3.2-24b-instruct", "0.10", "0.30", 8_192),
                new Tier("strong", "anthropic/claude-3.5-sonnet", "1.25", "3.75", 8_192));

        /** Of the provider at this address. */
        static Models at(String baseUrl) {
            return baseUrl.contains("//api.openai.com")
                    ? OPENAI
                    : baseUrl.contains("//openrouter.ai") ? OPENROUTER : CATALOGUE;
        }
    }

    /**
     * One name of the catalogue.
     *
     * @param inputPrice dollars per million tokens
     * @param outputPrice dollars per million tokens
     * @param mostOutput tokens of the longest answer that it writes
     */
    record Tier(String name, String model, String inputPrice, String outputPrice, int mostOutput) {
        String named(Map<String, String> environment) {
            return set(environment, variable("MODEL")).orElse(model);
        }

        /** What the environment leaves open; a model that it names has the prices that it names. */
        List<String> arguments(String provider, Map<String, String> environment) {
            List<String> arguments = new ArrayList<>();
            add(arguments, environment, "PROVIDER", "provider", provider);
            if (set(environment, variable("MODEL")).isEmpty()) {
                add(arguments, environment, "MODEL", "model", model);
                add(arguments, environment, "INPUT_PRICE", "input-price", inputPrice);
                add(arguments, environment, "OUTPUT_PRICE", "output-price", outputPrice);
                add(arguments, environment, "MAX_OUTPUT_TOKENS", "max-output-tokens", Integer.toString(mostOutput));
            }
            return arguments;
        }

        private void add(
                List<String> arguments,
                Map<String, String> environment,
                String variable,
                String setting,
                String value) {
            if (set(environment, variable(variable)).isEmpty()) {
                arguments.add("--armature.models.catalogue." + name + "." + setting + "=" + value);
            }
        }

        private String variable(String what) {
            return "ARMATURE_" + name.toUpperCase(Locale.ROOT) + "_" + what;
        }
    }

    private static Optional<String> set(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static String checked(String url) {
        try {
            URI uri = new URI(url.strip());
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri.toString().replaceAll("/+$", "");
            }
        } catch (URISyntaxException e) {
            // Told below, without the text: it may hold a password.
        }
        throw new IllegalArgumentException("the provider's base URL (--model-base-url or OPENAI_BASE_URL) must be like"
                + " https://openrouter.ai/api/v1, without user and password");
    }
}
