package io.armature.blueprints;

import com.google.re2j.Pattern;
import com.networknt.schema.regex.RegularExpression;

/**
 * A {@code pattern} of a JSON Schema, matched in time linear in the text (RE2 syntax: no lookaround, no
 * back-references), so that no answer can make a pattern hang.
 */
record LinearPattern(Pattern pattern) implements RegularExpression {
    static RegularExpression of(String regex) {
        return new LinearPattern(Pattern.compile(regex));
    }

    @Override
    public boolean matches(String value) {
        return pattern.matcher(value).find();
    }
}
