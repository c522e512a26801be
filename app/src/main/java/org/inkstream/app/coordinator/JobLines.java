package org.inkstream.app.coordinator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Jobs as lines for people. */
final class JobLines {
    private static final int BAR = 24;

    private JobLines() {}

    /** One line. */
    static String of(JsonObject job) {
        String line =
                String.format(
                        Locale.ROOT,
                        "%-24s %-9s %s %,d of %,d: %,d success, %,d review, %,d error",
                        job.getString("id"),
                        job.getString("status"),
                        bar(job.getDouble("progress", 0.0)),
                        job.getInteger("processed"),
                        job.getInteger("documents"),
                        job.getInteger("success"),
                        job.getInteger("review"),
                        job.getInteger("error"));
        StringBuilder more = new StringBuilder(line);
        if (job.getInteger("cancelled") > 0) {
            more.append(String.format(Locale.ROOT, ", %,d cancelled", job.getInteger("cancelled")));
        }
        if (job.getDouble("perMinute", 0.0) > 0 && job.containsKey("secondsLeft")) {
            more.append(
                    String.format(
                            Locale.ROOT,
                            ", %.1f a minute, %s left",
                            job.getDouble("perMinute"),
                            rough(Duration.ofSeconds(job.getLong("secondsLeft")))));
        }
        more.append(", ").append(job.getString("costUsd")).append(" USD");
        if (job.getInteger("costUnknownCalls", 0) > 0) {
            more.append(" and ")
                    .append(job.getInteger("costUnknownCalls"))
                    .append(" calls of unknown cost");
        }
        String reason = job.getString("reason", "");
        return reason.isEmpty()
                ? more.toString()
                : more.append(" (").append(reason).append(')').toString();
    }

    private static String bar(double share) {
        int full = (int) Math.round(share * BAR);
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
    }

    private static String rough(Duration duration) {
        return duration.toMinutes() < 2
                ? duration.toSeconds() + " s"
                : duration.toHours() < 2
                        ? duration.toMinutes() + " min"
                        : String.format(
                                Locale.ROOT,
                                "%d h %02d min",
                                duration.toHours(),
                                duration.toMinutesPart());
    }

    /** Letters that ended in error, a line each. */
    static List<String> errors(JsonArray documents) {
        List<String> lines = new ArrayList<>();
        documents.forEach(
                one -> {
                    JsonObject document = (JsonObject) one;
                    lines.add(
                            "  "
                                    + document.getString("documentId")
                                    + ": "
                                    + document.getString("reason", ""));
                });
        return lines;
    }
}
