package org.inkstream.agents.mcp.client;

import io.vertx.core.buffer.Buffer;

/** A process that is spoken to in lines. For any thread. */
interface Child {
    /**
     * Queues a line, without waiting.
     *
     * @param written called on any thread when the process has been given the line
     * @return false if the process has ended, or has not taken what was queued before
     */
    boolean send(Buffer line, Runnable written);

    /** Lets the process end, ends it if it does not, and waits until it is gone. Blocks. */
    void close();

    /** Hears a process, on threads of its own. */
    interface Listener {
        /**
         * @param taken to be called when the line has been dealt with; what is not taken is not
         *     read on for ever
         */
        void line(Buffer line, Runnable taken);

        /** Called once, at last. */
        void ended(String why);
    }

    /** Starts a process. */
    @FunctionalInterface
    interface Launcher {
        /** Does not wait: a process that cannot be started has ended. */
        Child launch(Listener listener);
    }
}
