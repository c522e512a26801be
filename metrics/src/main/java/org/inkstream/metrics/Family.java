package org.inkstream.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one catalogue entry, one for each combination of label values. Finding one that
 * exists allocates nothing and takes no lock. Thread-safe.
 */
final class Family<M> {
    private final List<Label> labels;
    private final LabelGuard guard;
    private final Function<List<String>, M> create;
    private final Branch root;

    /**
     * @param create makes the meter of one combination, values in the order of the labels
     */
    Family(List<Label> labels, LabelGuard guard, Function<List<String>, M> create) {
        this.labels = List.copyOf(labels);
        this.guard = guard;
        this.create = create;
        this.root = new Branch(List.of());
    }

    M of(String value) {
        return root.child(value).meter();
    }

    M of(String first, String second) {
        return root.child(first).child(second).meter();
    }

    M of(String first, String second, String third) {
        return root.child(first).child(second).child(third).meter();
    }

    private final class Branch {
        private final List<String> values;
        private final Map<String, Branch> children = new ConcurrentHashMap<>();
        private final @Nullable M meter;

        Branch(List<String> values) {
            this.values = values;
            this.meter = values.size() == labels.size() ? create.apply(values) : null;
        }

        Branch child(String value) {
            Branch child = children.get(value);
            return child != null ? child : grow(value);
        }

        M meter() {
            return Objects.requireNonNull(meter, "too few label values");
        }

        /** Only admitted values are kept, or a stream of new ones would fill the heap. */
        private Branch grow(String value) {
            String admitted = guard.admit(labels.get(values.size()), value);
            return children.computeIfAbsent(admitted, this::branch);
        }

        private Branch branch(String value) {
            List<String> longer = new ArrayList<>(values);
            longer.add(value);
            return new Branch(List.copyOf(longer));
        }
    }
}
