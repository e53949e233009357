package io.armature.blueprints;

/** What one evaluation may still spend in Armature's own functions, in characters looked at and numbers added. */
final class Fuel {
    /** Far above what an honest rule over a document of 1 MB spends; some tenths of a second. */
    private static final long FULL = 20_000_000;

    private static final ScopedValue<Fuel> CURRENT = ScopedValue.newInstance();

    private long left = FULL;

    private Fuel() {}

    /** Runs an evaluation with a full tank. */
    static <R, X extends Throwable> R filled(ScopedValue.CallableOp<R, X> evaluation) throws X {
        return ScopedValue.where(CURRENT, new Fuel()).call(evaluation);
    }

    /**
     * Takes some of it.
     *
     * @throws Inapplicable when there is none left
     */
    static void spend(long amount) {
        Fuel fuel = CURRENT.get();
        fuel.left -= amount;
        if (fuel.left < 0) {
            throw new Inapplicable("the expression looks at too much; it may look at " + FULL + " characters");
        }
    }
}
