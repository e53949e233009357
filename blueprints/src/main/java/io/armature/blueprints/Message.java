package io.armature.blueprints;

import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a rule says when it does not hold: words with values in <code>${…}</code>.
 *
 * @param pieces in order
 */
record Message(List<Piece> pieces) {
    /** A piece of a message. */
    sealed interface Piece {
        record Words(String text) implements Piece {}

        record Value(Expressions.Compiled expression) implements Piece {}
    }

    Message {
        pieces = List.copyOf(pieces);
    }

    /**
     * Compiles the values.
     *
     * @throws CelValidationException with every fault of the first faulty one
     * @throws IllegalArgumentException when a value does not end
     */
    static Message compile(Expressions expressions, String text) throws CelValidationException {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", at)) {
            int close = end(text, open + 2);
            pieces.add(new Piece.Words(text.substring(at, open)));
            pieces.add(new Piece.Value(expressions.value(text.substring(open + 2, close))));
            at = close + 1;
        }
        pieces.add(new Piece.Words(text.substring(at)));
        return new Message(pieces);
    }

    boolean isSound() {
        return pieces.stream().allMatch(piece -> switch (piece) {
            case Piece.Words words -> true;
            case Piece.Value(Expressions.Compiled value) -> value.isSound();
        });
    }

    String said(Map<String, Object> variables) throws CelEvaluationException {
        StringBuilder said = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Words(String words) -> said.append(words);
                case Piece.Value(Expressions.Compiled value) -> said.append(Expressions.text(value.on(variables)));
            }
        }
        return said.toString();
    }

    /** The place of the brace that ends a value; braces within it come in pairs or in quotes. */
    private static int end(String text, int from) {
        int depth = 0;
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && depth-- == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("the message has a ${ without its }");
    }
}
