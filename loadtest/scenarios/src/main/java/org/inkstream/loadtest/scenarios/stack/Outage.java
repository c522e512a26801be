package org.inkstream.loadtest.scenarios.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.inkstream.loadtest.scenarios.recovery.Claim;

/** Takes an agent away while letters come, until somebody is told, and gives it back. */
final class Outage {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Duration BACK = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final int LETTERS = 4;
    private static final String CHANNEL = "#critical-alerts";

    private final Stack stack;
    private final Watch watch;
    private final Letters letters;
    private final Consumer<String> progress;

    Outage(Stack stack, Watch watch, Letters letters, Consumer<String> progress) {
        this.stack = stack;
        this.watch = watch;
        this.letters = letters;
        this.progress = progress;
    }

    /** Blocks until it is over, one way or the other. */
    List<Claim> play(String alert, String agent) {
        List<Claim> claims = new ArrayList<>();
        Container victim = stack.places().first(agent);
        claims.add(new Claim(!watch.fires(alert, agent), alert + " is silent before"));

        int before = watch.messages();
        stack.kill(victim);
        progress.accept(agent + " is killed");
        Duration firing = until(() -> told(alert, true, before));
        progress.accept(alert + " was told after " + firing.toSeconds() + " s");
        claims.add(new Claim(watch.fires(alert, agent), alert + " fires for " + agent));
        claims.add(new Claim(watch.isKnown(alert, agent), "Alertmanager has it"));
        claims.add(
                new Claim(
                        told(alert, true, before),
                        "after %d s Slack and PagerDuty were told: %s"
                                .formatted(firing.toSeconds(), watch.told(alert, true, before))));

        int meanwhile = watch.messages();
        stack.again(victim, BACK);
        progress.accept(agent + " is back");
        Duration cleared = until(() -> told(alert, false, meanwhile) && !watch.fires(alert, agent));
        progress.accept(alert + " was resolved after " + cleared.toSeconds() + " s");
        claims.add(new Claim(!watch.fires(alert, agent), alert + " is silent again"));
        claims.add(
                new Claim(
                        told(alert, false, meanwhile),
                        "after %d s Slack and PagerDuty were told that it is over: %s"
                                .formatted(
                                        cleared.toSeconds(), watch.told(alert, false, meanwhile))));
        return claims;
    }

    private boolean told(String alert, boolean firing, int since) {
        return watch.told(alert, firing, since).containsAll(List.of(CHANNEL, "pagerduty"));
    }

    /** Letters come until it is so, or patience ends; only who is called shows how it is. */
    private Duration until(BooleanSupplier sought) {
        long begun = System.nanoTime();
        while (!sought.getAsBoolean() && System.nanoTime() - begun < PATIENCE.toNanos()) {
            stack.requireAlive();
            letters.publish(LETTERS);
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
