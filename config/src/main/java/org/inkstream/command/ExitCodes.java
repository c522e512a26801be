package org.inkstream.command;

/** What a process tells its shell. */
public final class ExitCodes {
    /** Everything asked for was done. */
    public static final int OK = 0;

    /** The command could not run at all: bad arguments, bad settings, nothing reachable. */
    public static final int COULD_NOT_RUN = 1;

    /** The command ran, and some of its items failed; each is named in the output. */
    public static final int SOME_FAILED = 2;

    private ExitCodes() {}
}
