package io.armature.planner.submission;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /openapi.yaml}: this service's HTTP interface, described. */
@RestController
class DescriptionController {
    /** Named after the service: several services may run in one process. */
    static final String DESCRIPTION = "planner-service.openapi.yaml";

    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    @GetMapping("/openapi.yaml")
    ResponseEntity<Resource> openApi() {
        return ResponseEntity.ok().contentType(YAML).body(new ClassPathResource(DESCRIPTION));
    }
}
