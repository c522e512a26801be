package org.inkstream.loadtest.scenarios.crashpoints;

import io.vertx.core.Future;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.inkstream.pipeline.ingest.DeadLetters;
import org.inkstream.pipeline.ingest.Intake;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.pipeline.journal.RunStore;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.pipeline.workflow.ResultStore;
import org.inkstream.pipeline.workflow.ToolCalls;

/**
 * A place in the work of a service: before or after one kind of operation of the world outside.
 *
 * @param operation such as {@code RunStore.write}
 * @param after whether the operation has succeeded; otherwise it has not begun
 * @param passing at which passing, from 1
 */
record CrashPoint(String operation, boolean after, int passing) {
    private static final List<Class<?>> PARTS =
            List.of(
                    OwnerStore.class,
                    RunStore.class,
                    ToolCalls.class,
                    DueStore.class,
                    ResultStore.class,
                    Announcer.class,
                    DeadLetters.class,
                    Intake.class);

    CrashPoint {
        if (passing < 1) {
            throw new IllegalArgumentException("passings are counted from 1, got " + passing);
        }
    }

    /** Every point there is. */
    static List<CrashPoint> all(int passing) {
        List<CrashPoint> points = new ArrayList<>();
        for (Class<?> part : PARTS) {
            Arrays.stream(part.getMethods())
                    .filter(method -> method.getReturnType().equals(Future.class))
                    .sorted(Comparator.comparing(Method::getName))
                    .map(method -> name(part, method))
                    .distinct()
                    .forEach(
                            operation -> {
                                points.add(new CrashPoint(operation, false, passing));
                                points.add(new CrashPoint(operation, true, passing));
                            });
        }
        return points;
    }

    static String name(Class<?> part, Method method) {
        return part.getSimpleName() + "." + method.getName();
    }

    /** Reads what {@link #toString} wrote; without a number the first passing is meant. */
    static CrashPoint of(String text) {
        String[] parts = text.split("[.:]");
        if (parts.length < 3 || !(parts[2].equals("before") || parts[2].equals("after"))) {
            throw new IllegalArgumentException(
                    "a point is PART.OPERATION.before or .after, with :N or without, got " + text);
        }
        return new CrashPoint(
                parts[0] + "." + parts[1],
                parts[2].equals("after"),
                parts.length == 3 ? 1 : Integer.parseInt(parts[3]));
    }

    @Override
    public String toString() {
        return operation + (after ? ".after:" : ".before:") + passing;
    }
}
