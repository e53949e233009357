package io.armature.simulator.writing;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A text that matches a regular expression, for those that schemas use: literals, {@code .}, {@code \d \w \s}, classes,
 * groups, alternatives and the quantifiers {@code ? * + {n,m}}. For any other it gives a plain word.
 */
final class PatternText {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final int TRIES = 20;

    private final String pattern;
    private final RandomGenerator random;
    private final int repeats;
    private int at;

    private PatternText(String pattern, int repeats, RandomGenerator random) {
        this.pattern = pattern;
        this.repeats = repeats;
        this.random = random;
    }

    /** @param least characters that the text should have */
    static String of(String pattern, int least, RandomGenerator random) {
        try {
            Pattern check = Pattern.compile(pattern);
            for (int i = 0; i < TRIES; i++) {
                String text = new PatternText(pattern, Math.max(least, 1) + 3, random).alternatives();
                if (text.length() >= least && check.matcher(text).find()) {
                    return text;
                }
            }
        } catch (PatternSyntaxException | IndexOutOfBoundsException | NumberFormatException e) {
            return "text";
        }
        return "text";
    }

    private String alternatives() {
        List<String> choice = new ArrayList<>(List.of(sequence()));
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            choice.add(sequence());
        }
        return choice.get(random.nextInt(choice.size()));
    }

    private String sequence() {
        StringBuilder text = new StringBuilder();
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            int start = at;
            String one = atom();
            int end = at;
            int times = times();
            int after = at;
            text.append(times > 0 ? one : "");
            for (int i = 1; i < times; i++) {
                at = start;
                text.append(atom());
                at = end;
            }
            at = after;
        }
        return text.toString();
    }

    private String atom() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case '^', '$' -> "";
            case '.' -> letter();
            case '\\' -> escaped(pattern.charAt(at++));
            case '[' -> oneOf(members());
            case '(' -> {
                if (pattern.startsWith("?:", at)) {
                    at += 2;
                }
                String text = alternatives();
                at++;
                yield text;
            }
            default -> String.valueOf(c);
        };
    }

    private String escaped(char c) {
        return switch (c) {
            case 'd' -> String.valueOf(random.nextInt(10));
            case 'w' -> letter();
            case 's' -> " ";
            case 'b' -> "";
            default -> String.valueOf(c);
        };
    }

    private String members() {
        StringBuilder members = new StringBuilder();
        boolean not = pattern.charAt(at) == '^';
        while (pattern.charAt(at) != ']') {
            char from = pattern.charAt(at++);
            if (from == '\\') {
                members.append(escaped(pattern.charAt(at++)));
            } else if (pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
                char to = pattern.charAt(at + 1);
                for (char c = from; c <= to; c++) {
                    members.append(c);
                }
                at += 2;
            } else {
                members.append(from);
            }
        }
        at++;
        return not ? LETTERS.replaceAll("[" + Pattern.quote(members.toString()) + "]", "") : members.toString();
    }

    private int times() {
        if (at >= pattern.length()) {
            return 1;
        }
        switch (pattern.charAt(at)) {
            case '?' -> {
                at++;
                return random.nextInt(2);
            }
            case '*', '+' -> {
                at++;
                return 1 + random.nextInt(repeats);
            }
            case '{' -> {
                int close = pattern.indexOf('}', at);
                String[] bounds = pattern.substring(at + 1, close).split(",", -1);
                at = close + 1;
                int least = Integer.parseInt(bounds[0]);
                int most = bounds.length == 1
                        ? least
                        : bounds[1].isEmpty() ? least + repeats : Integer.parseInt(bounds[1]);
                return random.nextInt(least, Math.min(most, least + repeats) + 1);
            }
            default -> {
                return 1;
            }
        }
    }

    private String letter() {
        return oneOf(LETTERS);
    }

    private String oneOf(String of) {
        return of.isEmpty() ? "" : String.valueOf(of.charAt(random.nextInt(of.length())));
    }
}
