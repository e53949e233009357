package io.armature.quickstart;

/** A program that does nothing much, to be started by {@code ./armature service}. */
final class Greeting {
    private Greeting() {}

    /** Greets. */
    public static void main(String... arguments) {
        System.out.println("greetings " + String.join(" ", arguments));
    }
}
