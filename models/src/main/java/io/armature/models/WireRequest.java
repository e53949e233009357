package io.armature.models;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What goes over the wire. */
record WireRequest(String path, Map<String, String> headers, JsonNode body) {}
