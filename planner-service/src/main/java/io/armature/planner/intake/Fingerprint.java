package io.armature.planner.intake;

import io.armature.events.PlanRequested;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether two requests of one id ask for the same: the first 16 bytes of a SHA-256, in hexadecimal. */
public final class Fingerprint {
    private static final int BYTES = 16;

    private Fingerprint() {}

    /** Of everything that the caller asks for; not of the time at which it did. */
    public static String of(PlanRequested request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            part(digest, request.getBlueprint());
            part(digest, request.getInput());
            part(digest, String.valueOf(request.getTenant()));
            part(
                    digest,
                    request.getMaxCost() == null
                            ? ""
                            : request.getMaxCost().stripTrailingZeros().toString());
            part(digest, String.valueOf(request.getMode()));
            part(digest, String.valueOf(request.getModel()));
            part(digest, String.valueOf(request.getFast()));
            part(digest, String.valueOf(request.getRetry()));
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void part(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
