package org.inkstream.agents.inference;

import java.util.List;
import java.util.function.Supplier;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.money.ModelUsage;

/** Reads what servers report of their work, which may contradict itself. */
final class UsageReport {
    private UsageReport() {}

    /**
     * @throws MalformedMessage if the report cannot be true
     */
    static ModelUsage read(Supplier<ModelUsage> report) {
        try {
            return report.get();
        } catch (IllegalArgumentException | ClassCastException | ArithmeticException untrue) {
            throw new MalformedMessage("its usage contradicts itself");
        }
    }

    /** As much as can be read: none if the report cannot be true. */
    static List<ModelUsage> readable(Supplier<ModelUsage> report) {
        try {
            return List.of(read(report));
        } catch (MalformedMessage untrue) {
            return List.of();
        }
    }
}
