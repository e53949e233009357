package io.armature.blueprints;

import com.google.common.base.Suppliers;
import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import java.util.Map;
import java.util.function.Supplier;

/** An expression that is compiled, once, when it is first used. */
final class CompiledLater implements Expressions.Compiled {
    /** Compiles. */
    interface Compiling {
        Expressions.Compiled run() throws CelValidationException;
    }

    private final Supplier<Expressions.Compiled> compiled;

    CompiledLater(Compiling compiling) {
        this.compiled = Suppliers.memoize(() -> outcome(compiling));
    }

    @Override
    public Object on(Map<String, Object> variables) throws CelEvaluationException {
        return compiled.get().on(variables);
    }

    @Override
    public boolean isSound() {
        return compiled.get().isSound();
    }

    private static Expressions.Compiled outcome(Compiling compiling) {
        try {
            return compiling.run();
        } catch (CelValidationException | IllegalArgumentException e) {
            return new Unsound(String.valueOf(e.getMessage()));
        }
    }

    /** @param why it does not compile */
    private record Unsound(String why) implements Expressions.Compiled {
        @Override
        public Object on(Map<String, Object> variables) {
            throw new IllegalStateException(why);
        }

        @Override
        public boolean isSound() {
            return false;
        }
    }
}
