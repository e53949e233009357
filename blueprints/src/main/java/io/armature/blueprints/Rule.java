package io.armature.blueprints;

import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One rule: an expression that must hold, and what to say when it does not, with values in braces. */
final class Rule {
    private final String id;
    private final String pointer;
    private final Expressions.Compiled holds;
    private final List<Piece> message;

    /** A piece of a message: words, or a value. */
    private sealed interface Piece {
        record Words(String text) implements Piece {}

        record Value(Expressions.Compiled expression) implements Piece {}
    }

    private Rule(String id, String pointer, Expressions.Compiled holds, List<Piece> message) {
        this.id = id;
        this.pointer = pointer;
        this.holds = holds;
        this.message = message;
    }

    static Rule compile(Expressions expressions, String id, String pointer, String check, String message)
            throws CelValidationException {
        return new Rule(id, pointer, expressions.compile(check), pieces(expressions, message));
    }

    /** Empty when it holds. */
    Optional<Reason> check(Map<String, Object> variables) {
        try {
            return Boolean.TRUE.equals(holds.on(variables))
                    ? Optional.empty()
                    : Optional.of(new Reason(id, pointer, say(variables)));
        } catch (CelEvaluationException e) {
            return Optional.of(new Reason(id, pointer, "this cannot be checked: " + e.getMessage()));
        }
    }

    private String say(Map<String, Object> variables) throws CelEvaluationException {
        StringBuilder said = new StringBuilder();
        for (Piece piece : message) {
            switch (piece) {
                case Piece.Words(String text) -> said.append(text);
                case Piece.Value(Expressions.Compiled value) -> said.append(Expressions.text(value.on(variables)));
            }
        }
        return said.toString();
    }

    private static List<Piece> pieces(Expressions expressions, String message) throws CelValidationException {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < message.length()) {
            int open = message.indexOf("${", at);
            int close = open < 0 ? -1 : message.indexOf('}', open);
            if (close < 0) {
                pieces.add(new Piece.Words(message.substring(at)));
                break;
            }
            pieces.add(new Piece.Words(message.substring(at, open)));
            pieces.add(new Piece.Value(expressions.compile(message.substring(open + 2, close))));
            at = close + 1;
        }
        return pieces;
    }
}
