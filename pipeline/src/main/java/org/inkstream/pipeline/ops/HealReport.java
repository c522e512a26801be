package org.inkstream.pipeline.ops;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.inkstream.money.Money;
import org.inkstream.pipeline.workflow.HealCandidate;

/** How far a {@link HealJob} is. Used on one thread. */
public final class HealReport {
    private final Map<String, Integer> found = new TreeMap<>();
    private final List<String> impossible = new ArrayList<>();
    private final List<String> unhealed = new ArrayList<>();
    private int letters;
    private int planned;
    private int healed;
    private int leftOut;
    private int notReached;
    private String nobody = "";
    private Money cost = Money.ZERO;

    /** Of letters that were only looked for. */
    public static HealReport of(Collection<HealCandidate> letters) {
        HealReport report = new HealReport();
        letters.forEach(report::found);
        return report;
    }

    void found(HealCandidate letter) {
        letters++;
        letter.tools().forEach(tool -> found.merge(tool, 1, Integer::sum));
    }

    void planned() {
        planned++;
    }

    void healed(Money spent) {
        healed++;
        cost = cost.plus(spent);
    }

    /**
     * @param why for people
     */
    void unhealed(HealCandidate letter, String why, Money spent) {
        unhealed.add(letter.documentId() + ": " + why);
        cost = cost.plus(spent);
    }

    /**
     * @param why for people
     */
    void impossible(HealCandidate letter, String why) {
        impossible.add(letter.documentId() + ": " + why);
    }

    /** A letter that the budget does not reach. */
    void leftOut() {
        leftOut++;
    }

    /** A letter that is not planned because nobody works on those before it. */
    void notReached() {
        notReached++;
    }

    /**
     * No process lives that could work on what is planned.
     *
     * @param waited so long for one
     */
    void nobodyWorks(Duration waited) {
        nobody =
                ("no process takes up what is planned: none has shown a sign of life for %d s;"
                                + " start one with 'inkstream run' or 'inkstream worker'")
                        .formatted(waited.toSeconds());
    }

    Money cost() {
        return cost;
    }

    /** Planned letters of which nobody knows yet what becomes of them. */
    public int waiting() {
        return planned - healed - unhealed.size();
    }

    /** Whether nothing that was looked at stays as it was. */
    public boolean isComplete() {
        return impossible.isEmpty() && unhealed.isEmpty() && leftOut == 0 && nobody.isEmpty();
    }

    /** One line for a progress display. */
    public String line() {
        return "%,d of %,d letters healed, %,d not, %s spent"
                .formatted(healed, planned, unhealed.size(), cost);
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%,d letters with failed fields".formatted(letters));
        found.forEach((tool, count) -> lines.add("  %-34s %,8d".formatted(tool, count)));
        lines.add("%,d planned".formatted(planned));
        if (healed + unhealed.size() > 0) {
            lines.add(line());
        }
        unhealed.forEach(why -> lines.add("  not healed  " + why));
        impossible.forEach(why -> lines.add("  impossible  " + why));
        if (leftOut > 0) {
            lines.add("%,d letters were left out, the budget is used up".formatted(leftOut));
        }
        if (!nobody.isEmpty()) {
            lines.add(nobody);
            lines.add(
                    "%,d letters stay planned and are healed then, %,d are not planned"
                            .formatted(waiting(), notReached));
        }
        return lines;
    }

    /** For programs. */
    public JsonObject toJson() {
        JsonObject tools = new JsonObject();
        found.forEach(tools::put);
        return new JsonObject()
                .put("letters", letters)
                .put("tools", tools)
                .put("planned", planned)
                .put("healed", healed)
                .put("waiting", waiting())
                .put("unhealed", new JsonArray(unhealed))
                .put("impossible", new JsonArray(impossible))
                .put("left_out", leftOut)
                .put("not_reached", notReached)
                .put("nobody_works", nobody)
                .put("cost_pico_usd", cost.picoUsd());
    }
}
