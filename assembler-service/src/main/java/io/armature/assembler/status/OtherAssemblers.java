package io.armature.assembler.status;

import io.armature.assembler.AssemblerSettings;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Any assembler answers for any plan: what another one keeps is asked for there, once. */
@Component
class OtherAssemblers {
    /** Set on what one assembler asks another, which then answers from its own state. */
    static final String FORWARDED = "X-Armature-Forwarded";

    private static final Logger LOG = LoggerFactory.getLogger(OtherAssemblers.class);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Plans of the other assemblers.
     *
     * @param silent who did not answer
     */
    record Lists(List<Map<String, Object>> plans, List<String> silent) {}

    private final String self;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    OtherAssemblers(AssemblerSettings settings) {
        this.self = settings.instance();
    }

    /** The other's answer; empty when this process is to answer itself. */
    Optional<ResponseEntity<?>> answer(Optional<HostInfo> keeper, HttpServletRequest request)
            throws InterruptedException {
        if (keeper.isEmpty() || request.getHeader(FORWARDED) != null || isSelf(keeper.get())) {
            return Optional.empty();
        }
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        try {
            HttpResponse<byte[]> answer = ask(keeper.get(), request.getRequestURI() + query);
            ResponseEntity.BodyBuilder same = ResponseEntity.status(answer.statusCode())
                    .header(
                            "Content-Type",
                            answer.headers().firstValue("Content-Type").orElse("application/json"));
            for (String name : List.of("Content-Disposition", PlanController.DIGEST)) {
                answer.headers().firstValue(name).ifPresent(value -> same.header(name, value));
            }
            return Optional.of(same.body(answer.body()));
        } catch (IOException e) {
            return Optional.of(Problems.later("the assembler that keeps this plan does not answer"));
        }
    }

    /** Where a plan stands that another assembler keeps; empty when it does not know it, or does not answer. */
    Optional<Map<String, Object>> plan(HostInfo keeper, String jobId) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = ask(keeper, "/plans/" + jobId);
            return answer.statusCode() == 200
                    ? Optional.of(JSON.readValue(answer.body(), new TypeReference<Map<String, Object>>() {}))
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            LOG.warn("jobId={} its assembler {} does not answer: {}", jobId, name(keeper), e.toString());
            return Optional.empty();
        }
    }

    Lists lists(List<HostInfo> keepers, String path) throws InterruptedException {
        Lists lists = new Lists(new ArrayList<>(), new ArrayList<>());
        for (HostInfo keeper : keepers) {
            if (!isSelf(keeper)) {
                try {
                    HttpResponse<byte[]> answer = ask(keeper, path);
                    if (answer.statusCode() != 200) {
                        throw new IOException("status " + answer.statusCode());
                    }
                    lists.plans()
                            .addAll(JSON.readValue(answer.body(), new TypeReference<List<Map<String, Object>>>() {}));
                } catch (IOException | JacksonException e) {
                    LOG.warn("plans of {} are missing from a list: {}", name(keeper), e.toString());
                    lists.silent().add(name(keeper));
                }
            }
        }
        return lists;
    }

    boolean isSelf(HostInfo keeper) {
        return name(keeper).equals(self);
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }

    private HttpResponse<byte[]> ask(HostInfo keeper, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + name(keeper) + path))
                .header(FORWARDED, "1")
                .timeout(LONGEST)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String name(HostInfo keeper) {
        return keeper.host() + ":" + keeper.port();
    }
}
