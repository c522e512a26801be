package org.inkstream.loadtest.scenarios.recovery;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets workers share the work, one join and one leave, and tells what that cost. */
@Command(
        name = "handover",
        description = {
            "Two workers share the work on one backend, a third one joins them, and then one is asked"
                    + " to end (SIGTERM).",
            "Ends with 0 if no call was repeated and every letter was enriched once, with 2"
                    + " otherwise."
        },
        footerHeading = "%nExamples:%n",
        footer = "  inkstream loadtest handover --letters 400 --delay-ms 200")
public final class HandoverCommand implements Callable<Integer> {
    @Mixin private SceneOptions options;

    @Override
    public Integer call() throws IOException {
        HandoverResult result = new HandoverScenario(options.cast(false)).play(options.progress());
        return options.report(result.claims(), result.toJson());
    }
}
