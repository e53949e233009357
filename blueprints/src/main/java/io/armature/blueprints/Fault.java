package io.armature.blueprints;

/**
 * What is wrong with a blueprint.
 *
 * @param file name relative to its folder
 * @param line from 1; 0 when the fault is not in one place
 * @param column from 1; 0 when it is not known
 * @param what the fault
 * @param mend what to do about it
 */
public record Fault(String file, int line, int column, String what, String mend) {
    /** The same, its file named from the folder above. */
    public Fault in(String folder) {
        return new Fault(folder + file, line, column, what, mend);
    }

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (line > 0 && column > 0 ? ":" + column : "") + ": " + what + ". "
                + mend + ".";
    }
}
