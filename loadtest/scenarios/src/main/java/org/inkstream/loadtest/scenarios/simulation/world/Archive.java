package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who publishes letters: once, again, in another edition, and now and then something else. */
final class Archive {
    private static final long FOR_SECONDS = 5_000;
    private static final Accepted NONSENSE = Accepted.nonsense("nonsense");
    private static final Accepted UNWORKABLE = Accepted.letter(SmallAssembler.UNWORKABLE, 0);

    private final Topic topic;
    private final Schedule schedule;
    private final Chance chance;
    private final Set<Fault> faults;
    private final Accepted[][] letters;

    /**
     * @param letters by document and edition
     */
    Archive(
            Topic topic,
            Schedule schedule,
            Chance chance,
            Set<Fault> faults,
            Accepted[][] letters) {
        this.topic = topic;
        this.schedule = schedule;
        this.chance = chance;
        this.faults = faults;
        this.letters = letters;
    }

    void publish(int documents) {
        for (int document = 0; document < documents; document++) {
            Accepted letter = letters[document][0];
            publish(letter, home(letter));
            if (faults.contains(Fault.BROKER)) {
                publishAgain(letters[document]);
            }
        }
        if (faults.contains(Fault.POISON)) {
            publishPoison();
        }
    }

    private void publishPoison() {
        if (chance.of(0.2)) {
            publish(NONSENSE, home(NONSENSE));
        }
        if (chance.of(0.6)) {
            publish(UNWORKABLE, home(UNWORKABLE));
        }
    }

    private void publishAgain(Accepted[] editions) {
        List<Accepted> more = new ArrayList<>();
        if (chance.of(0.25)) {
            more.add(editions[0]);
        }
        if (chance.of(0.2)) {
            more.add(editions[1]);
        }
        for (Accepted again : more) {
            boolean astray = chance.of(0.3);
            publish(again, astray ? chance.below(topic.partitions()) : home(again));
        }
    }

    /** Publishes a letter in the other edition, or the same once more, now. */
    void publishAnew(String documentId) {
        for (Accepted[] editions : letters) {
            if (editions[0].documentId().equals(documentId)) {
                Accepted again = editions[chance.of(0.7) ? 1 : 0];
                topic.append(home(again), again, 0);
            }
        }
    }

    private int home(Accepted letter) {
        return Math.floorMod(letter.documentId().hashCode(), topic.partitions());
    }

    private void publish(Accepted content, int partition) {
        int gap = chance.of(0.2) ? 1 + chance.below(3) : 0;
        schedule.in(
                chance.of(0.5) ? 0 : chance.millis(0, FOR_SECONDS),
                Schedule.WORLD,
                "publish",
                content.documentId(),
                () -> topic.append(partition, content, gap));
    }
}
