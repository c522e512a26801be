package org.inkstream.loadtest.scenarios.nsq;

import java.io.PrintStream;

/** A client of NSQ that is measured, in a JVM of its own. */
public final class RaceProcess {
    /** Printed before what was measured. */
    static final String FINISHED = "finished ";

    private RaceProcess() {}

    /**
     * @param args a {@link Heat}
     */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = System.out;
        Heat heat = Heat.decode(args[0]);
        Tally tally = new Tally(heat);
        Racer racer = heat.client().racer();
        switch (heat.work()) {
            case PUBLISH -> racer.publish(heat, tally);
            case BATCH -> racer.publishBatches(heat, tally);
            case CONSUME, SETTLE -> racer.consume(heat, tally);
        }
        out.println(FINISHED + tally.await().toJson().encode());
        // What a client leaves running is not waited for.
        System.exit(0);
    }
}
