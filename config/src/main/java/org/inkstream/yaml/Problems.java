package org.inkstream.yaml;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with one file, collected until all of it was read. Not thread-safe. */
public final class Problems {
    private final String file;
    private final List<String> found = new ArrayList<>();

    /**
     * @param file named in the message
     */
    public Problems(String file) {
        this.file = file;
    }

    /**
     * @param where dotted place in the file, empty for the file as a whole
     */
    public void add(String where, String what) {
        found.add(where.isEmpty() ? what : where + ": " + what);
    }

    public boolean none() {
        return found.isEmpty();
    }

    /**
     * @throws InvalidFile if there is any problem
     */
    public void throwIfAny() {
        if (!none()) {
            throw new InvalidFile(file, found);
        }
    }
}
