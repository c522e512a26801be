package org.inkstream.pipeline.journal;

/**
 * One incarnation of a process. A restart under the same name is a new incarnation and deposes the
 * old one at once.
 *
 * @param name unique among the processes that run at one time
 * @param incarnation rises with every start under that name
 */
public record Owner(String name, long incarnation) {
    /** The form in the journal, {@code name#incarnation}. */
    public String id() {
        return name + "#" + incarnation;
    }

    /**
     * @throws IllegalArgumentException if {@code id} is not of the form {@code name#incarnation}
     */
    public static Owner parse(String id) {
        int mark = id.lastIndexOf('#');
        if (mark < 1) {
            throw new IllegalArgumentException("not an owner id: " + id);
        }
        return new Owner(id.substring(0, mark), Long.parseLong(id.substring(mark + 1)));
    }
}
