package io.armature.assembler.status;

import io.armature.assembler.AssemblerSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Any assembler answers for any plan: what another one keeps is asked for there, once. */
@Component
class OtherAssemblers {
    private static final String FORWARDED = "X-Armature-Forwarded";
    private static final Duration LONGEST = Duration.ofSeconds(10);

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
        if (keeper.isEmpty() || request.getHeader(FORWARDED) != null) {
            return Optional.empty();
        }
        String other = keeper.get().host() + ":" + keeper.get().port();
        if (other.equals(self)) {
            return Optional.empty();
        }
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        HttpRequest forwarded = HttpRequest.newBuilder(URI.create("http://" + other + request.getRequestURI() + query))
                .header(FORWARDED, "1")
                .timeout(LONGEST)
                .build();
        try {
            HttpResponse<String> answer = http.send(forwarded, HttpResponse.BodyHandlers.ofString());
            return Optional.of(ResponseEntity.status(answer.statusCode())
                    .header(
                            "Content-Type",
                            answer.headers().firstValue("Content-Type").orElse("application/json"))
                    .body(answer.body()));
        } catch (IOException e) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                    HttpStatus.SERVICE_UNAVAILABLE, "the assembler that keeps this plan does not answer; ask again");
            return Optional.of(ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header("Retry-After", "2")
                    .body(problem));
        }
    }
}
