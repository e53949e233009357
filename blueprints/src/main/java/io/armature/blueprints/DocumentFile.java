package io.armature.blueprints;

/**
 * A file that a document consists of.
 *
 * @param path safe and relative, folders separated by {@code /}
 * @param content its text
 */
public record DocumentFile(String path, String content) {}
