package org.inkstream.agents.call;

/** Room for one call in the air, held until it is left. Used on one event loop. */
public final class Place {
    /** One of as many as anybody wants. */
    public static final Place FREE = new Place(() -> {});

    private Runnable giveBack;

    Place(Runnable giveBack) {
        this.giveBack = giveBack;
    }

    /** Gives it back; harmless if it was given back before. */
    public void leave() {
        Runnable once = giveBack;
        giveBack = () -> {};
        once.run();
    }
}
