package io.armature.inflight;

import io.armature.inflight.CompletedOffsets.Progress;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A partition's progress beyond the committed offset, as text in the commit's metadata: {@code armature1:} and, in
 * base64, the committed offset, the span, the distances from each not-done offset to the next, all as variable-length
 * numbers of 7 bits a byte, and a CRC-32C of these.
 *
 * <p>The committed offset is in it, because tools that copy or move a group's offsets may keep the text: at another
 * offset it would name the wrong records as done.
 *
 * <p>With the largest window and a partition's furthest span ({@link #MAX_SPAN}) it takes less than 3,000 characters,
 * as long as offsets are dense. Where they are so sparse that it does not fit, it is cut: the furthest completed
 * offsets are left out and would be handled again.
 */
final class CommitMetadata {
    /** The broker's default of {@code offset.metadata.max.bytes}. */
    static final int MOST_CHARACTERS = 4_096;

    /**
     * A partition is not polled further while its slowest record is this many offsets behind: its next owner reads all
     * of them again to skip them.
     */
    static final long MAX_SPAN = 1L << 21;

    private static final String PREFIX = "armature1:";
    private static final int CHECKSUM_BYTES = Integer.BYTES;

    private CommitMetadata() {}

    /** @param most characters that fit, 0 or more */
    static String write(Progress progress, int most) {
        Progress fitting = progress;
        String text = encode(fitting);
        while (text.length() > most) {
            fitting = fitting.forgettingAllBut(fitting.notDone().size() * 7 / 8);
            text = encode(fitting);
        }
        return text;
    }

    private static String encode(Progress progress) {
        if (progress.span() == 0) {
            return "";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writeNumber(bytes, progress.prefix());
        writeNumber(bytes, progress.span());
        long from = progress.prefix();
        for (long offset : progress.notDone().subList(1, progress.notDone().size())) {
            writeNumber(bytes, offset - from);
            from = offset;
        }
        int checksum = checksum(ByteBuffer.wrap(bytes.toByteArray()));
        bytes.writeBytes(ByteBuffer.allocate(CHECKSUM_BYTES).putInt(checksum).array());
        return PREFIX + Base64.getEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /**
     * Reads back what was committed with an offset.
     *
     * @return empty when the text is not of this form or not for this offset: somebody else's, moved, or damaged
     */
    static Optional<Progress> read(long committed, String text) {
        if (text.isEmpty()) {
            return Optional.of(Progress.startingAt(committed));
        }
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text.substring(PREFIX.length())));
            int numbers = bytes.limit() - CHECKSUM_BYTES;
            return numbers > 0 && bytes.getInt(numbers) == checksum(bytes.slice(0, numbers))
                    ? numbers(committed, bytes.slice(0, numbers))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Progress> numbers(long committed, ByteBuffer bytes) {
        if (readNumber(bytes) != committed) {
            return Optional.empty();
        }
        long next = committed + readNumber(bytes);
        List<Long> notDone = new ArrayList<>(List.of(committed));
        while (bytes.hasRemaining()) {
            notDone.add(notDone.getLast() + readNumber(bytes));
        }
        for (int i = 1; i < notDone.size(); i++) {
            if (notDone.get(i) <= notDone.get(i - 1)) {
                return Optional.empty();
            }
        }
        return notDone.getLast() < next ? Optional.of(new Progress(committed, next, notDone)) : Optional.empty();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    private static void writeNumber(ByteArrayOutputStream out, long number) {
        long rest = number;
        while (rest >= 0x80) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static long readNumber(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
            if (!in.hasRemaining()) {
                throw new IllegalArgumentException("the numbers end in the middle");
            }
            int read = in.get();
            number |= (long) (read & 0x7f) << shift;
            if (read >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("a number is too large");
    }
}
