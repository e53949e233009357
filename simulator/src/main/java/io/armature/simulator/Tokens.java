package io.armature.simulator;

/** The simulator's tokens: four bytes of UTF-8 each, the last one rounded up. Simple, and the same for everyone. */
final class Tokens {
    static final int BYTES = 4;

    private Tokens() {}

    static int of(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Half of a surrogate pair is two of its four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return (int) ((bytes + BYTES - 1) / BYTES);
    }

    /** The beginning of a text that has at most so many tokens. */
    static String first(String text, int tokens) {
        int end = Math.min(text.length(), Math.max(0, tokens) * BYTES);
        while (of(text.substring(0, end)) > tokens) {
            end -= Math.max(1, (of(text.substring(0, end)) - tokens));
        }
        return text.substring(0, Math.max(0, end));
    }
}
