package io.armature.inflight;

import io.armature.inflight.CompletedOffsets.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A partition's progress beyond the committed offset, as text in the commit's metadata: {@code armature1:} and, in
 * base64, the span, then the distances from each not-done offset to the next, as variable-length numbers of 7 bits a
 * byte.
 *
 * <p>It always fits Kafka's default bound of 4,096 characters: at most twice {@link InFlightSettings#MAX_WINDOW}
 * offsets are not done (in flight, and polled ahead), each distance is below {@link #MAX_SPAN} = 2^21 and so takes at
 * most three bytes, and base64 makes four characters of three bytes: 4 x (1,000 + 1) + 10 = 4,014.
 */
final class CommitMetadata {
    /** A partition is not polled further while its slowest record is this many offsets behind. */
    static final long MAX_SPAN = 1L << 21;

    private static final String PREFIX = "armature1:";

    private CommitMetadata() {}

    static String write(Progress progress) {
        if (progress.span() == 0) {
            return "";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writeNumber(bytes, progress.span());
        long from = progress.prefix();
        for (long offset : progress.notDone()) {
            writeNumber(bytes, offset - from);
            from = offset;
        }
        return PREFIX + Base64.getEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /**
     * Reads back what was committed with an offset.
     *
     * @return empty when the text is not of this form: somebody else's, or damaged
     */
    static Optional<Progress> read(long committed, String text) {
        if (text.isEmpty()) {
            return Optional.of(Progress.startingAt(committed));
        }
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return readNumbers(committed, Base64.getDecoder().decode(text.substring(PREFIX.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Progress> readNumbers(long committed, byte[] encoded) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(encoded);
        long next = committed + readNumber(bytes);
        List<Long> notDone = new ArrayList<>();
        long at = committed;
        while (bytes.available() > 0) {
            long distance = readNumber(bytes);
            at += distance;
            boolean ascending = notDone.isEmpty() ? distance == 0 : distance > 0;
            if (!ascending || at >= next) {
                return Optional.empty();
            }
            notDone.add(at);
        }
        return notDone.isEmpty() ? Optional.empty() : Optional.of(new Progress(committed, next, notDone));
    }

    private static void writeNumber(ByteArrayOutputStream out, long number) {
        long rest = number;
        while (rest >= 0x80) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static long readNumber(ByteArrayInputStream in) {
        long number = 0;
        for (int shift = 0; shift <= 28; shift += 7) {
            int read = in.read();
            if (read < 0) {
                throw new IllegalArgumentException("the numbers end in the middle");
            }
            number |= (long) (read & 0x7f) << shift;
            if (read < 0x80) {
                return number;
            }
        }
        throw new IllegalArgumentException("a number is too large");
    }
}
