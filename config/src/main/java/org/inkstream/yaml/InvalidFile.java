package org.inkstream.yaml;

import java.util.List;

/** A file that people write has problems; the message lists all of them. */
public final class InvalidFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final transient List<String> problems;

    public InvalidFile(String file, List<String> problems) {
        super(file + ":\n  " + String.join("\n  ", problems));
        this.file = file;
        this.problems = List.copyOf(problems);
    }

    /** The name of the file, as it was given. */
    public String file() {
        return file;
    }

    /** One sentence each, in the order in which they were found. */
    public List<String> problems() {
        return problems;
    }
}
