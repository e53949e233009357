package io.armature.assembler.status;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /openapi.yaml}: this API, described. From its own package, since other services may share the class path.
 */
@RestController
class OpenApiController {
    @GetMapping(path = "/openapi.yaml", produces = "application/yaml")
    ResponseEntity<Resource> openApi() {
        return ResponseEntity.ok(new ClassPathResource("openapi.yaml", OpenApiController.class));
    }
}
