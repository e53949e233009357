package io.armature.topics;

import org.apache.avro.specific.AvroGenerated;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Which classes a schema may name. Avro makes objects of the class that a schema names, so it refuses every class that
 * was not trusted; here the classes that Avro's own compiler generated are, and no others. It holds for every serde of
 * the process, Confluent's too.
 *
 * <p>{@link Topic} and our serdes see to it by themselves. A program that uses neither calls {@link #trust()} once,
 * before the first record is read.
 */
public final class GeneratedClasses {
    private static final ClassSecurityValidator.ClassSecurityPredicate GENERATED =
            type -> type.isAnnotationPresent(AvroGenerated.class);

    static {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(GENERATED, ClassSecurityValidator.getGlobal()));
    }

    private GeneratedClasses() {}

    /** Sees to it that generated classes are trusted, beside what the process trusts already. */
    public static void trust() {
        // Done when this class is loaded: once.
    }
}
