package io.armature.blueprints;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells versions of a blueprint apart: the first 16 hexadecimal digits of a SHA-256 over names and texts. */
final class Version {
    private Version() {}

    static String of(BlueprintFiles files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.byName().forEach((name, text) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
