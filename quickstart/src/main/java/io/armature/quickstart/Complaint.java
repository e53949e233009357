package io.armature.quickstart;

/** A command could not do what was asked; the message tells the user what happened and what to do. */
public final class Complaint extends Exception {
    private final int exitCode;

    private Complaint(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** How the process ends. */
    int exitCode() {
        return exitCode;
    }

    public static Complaint error(String message) {
        return new Complaint(Exit.ERROR, message);
    }

    /** The command was used wrongly. */
    public static Complaint usage(String message) {
        return new Complaint(Exit.USAGE, message);
    }

    /** The request has faults and was not taken. */
    public static Complaint rejected(String message) {
        return new Complaint(Exit.REJECTED, message);
    }

    /** Nothing runs here. */
    public static Complaint notRunning() {
        return new Complaint(
                Exit.NOT_RUNNING,
                "Armature is not running here. Start it with ./armature up, in another terminal, and try again.");
    }
}
