package io.armature.blueprints;

import tools.jackson.databind.JsonNode;

/**
 * An accepted item, for an item that depends on it.
 *
 * @param spec what the skeleton says of it
 */
public record ItemResult(String itemId, String kind, String title, JsonNode spec, JsonNode content) {}
