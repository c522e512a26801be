package org.inkstream.app.enrich;

/**
 * Where progress is shown. The start script says it, because Java cannot ask: since version 22 its
 * console is there even if nobody looks.
 *
 * @param interactive whether a line can be redrawn
 * @param columns how wide it is
 */
record Terminal(boolean interactive, int columns) {
    static final String PROPERTY = "inkstream.terminal.columns";

    private static final int WHERE_NOBODY_LOOKS = 120;

    /**
     * @param columns as the start script gave it, empty if there is no terminal
     */
    static Terminal of(String columns) {
        return columns.matches("[1-9]\\d{1,3}")
                ? new Terminal(true, Integer.parseInt(columns))
                : new Terminal(false, WHERE_NOBODY_LOOKS);
    }

    static Terminal ofThisProcess() {
        return of(System.getProperty(PROPERTY, ""));
    }
}
