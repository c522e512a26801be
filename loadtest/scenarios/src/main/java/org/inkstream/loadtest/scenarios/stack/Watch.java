package org.inkstream.loadtest.scenarios.stack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.loadtest.scenarios.recovery.Claim;
import org.inkstream.loadtest.scenarios.system.Poll;

/** What is seen of a stack: by Prometheus, by Alertmanager, and by those whom they tell. */
final class Watch {
    private static final Duration SCRAPES = Duration.ofSeconds(30);
    private static final String LABEL = "agent";

    private final Asking prometheus;
    private final Asking alertmanager;
    private final Receiver receiver;

    Watch(Stack stack, Receiver receiver) {
        this.prometheus = new Asking(stack.places().first("prometheus").address(9_090), Map.of());
        this.alertmanager =
                new Asking(stack.places().first("alertmanager").address(9_093), Map.of());
        this.receiver = receiver;
    }

    Asking prometheus() {
        return prometheus;
    }

    /** Whether all that is to be scraped is scraped. */
    List<Claim> targets() {
        Asking.Targets seen;
        try {
            seen =
                    Poll.forThe(
                            "targets that are up",
                            SCRAPES,
                            () ->
                                    Optional.of(prometheus.targets())
                                            .filter(all -> all.down().isEmpty()));
        } catch (IllegalStateException late) {
            seen = prometheus.targets();
        }
        return List.of(
                new Claim(
                        seen.count() > 0 && seen.down().isEmpty(),
                        "Prometheus has all of %d targets up%s"
                                .formatted(
                                        seen.count(),
                                        seen.down().isEmpty() ? "" : ", but not " + seen.down())));
    }

    boolean fires(String alert, String agent) {
        return prometheus.fires(alert, LABEL, agent);
    }

    boolean isKnown(String alert, String agent) {
        return alertmanager.has(alert, LABEL, agent);
    }

    /** Who was told of an alert since a message, each once. */
    List<String> told(String alert, boolean firing, int since) {
        return receiver.told().stream()
                .skip(since)
                .filter(one -> one.says(alert, firing))
                .map(Receiver.Told::to)
                .distinct()
                .toList();
    }

    int messages() {
        return receiver.told().size();
    }
}
