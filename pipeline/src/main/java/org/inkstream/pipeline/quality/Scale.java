package org.inkstream.pipeline.quality;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.inkstream.letter.FieldSpec;
import org.inkstream.letter.LetterSchema;
import org.inkstream.pipeline.document.Field;

/** Measures how complete a letter is. Immutable. */
public final class Scale {
    private final List<FieldSpec> specs;
    private final List<List<Integer>> seedPaths;

    private Scale(List<FieldSpec> specs, List<List<Integer>> seedPaths) {
        this.specs = specs;
        this.seedPaths = seedPaths;
    }

    public static Scale of(LetterSchema schema) {
        List<FieldSpec> specs = List.copyOf(schema.byPath().values());
        return new Scale(
                specs,
                schema.seedRequired().stream().map(path -> fieldsUnder(path, specs)).toList());
    }

    /**
     * @param fields one for each field of the schema, in its order
     */
    public Score score(List<Field> fields) {
        Share letter = new Share();
        Share system = new Share();
        int required = 0;
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            FieldSpec spec = specs.get(i);
            Field field = fields.get(i);
            (spec.system() ? system : letter).count(spec.weight(), field);
            boolean mustHave = spec.importance() == FieldSpec.Importance.REQUIRED;
            boolean important = spec.importance() == FieldSpec.Importance.IMPORTANT;
            if (field.state().resolved()) {
                required += mustHave ? 1 : 0;
            } else if (mustHave || (important && field.applicable())) {
                missing.add(spec.path());
            }
        }
        return new Score(letter.share(), system.share(), seed(fields), required, missing);
    }

    /** Containers count as the older validator counted them: if anything inside has a value. */
    private double seed(List<Field> fields) {
        if (seedPaths.isEmpty()) {
            return 0;
        }
        long present =
                seedPaths.stream()
                        .filter(under -> under.stream().anyMatch(i -> fields.get(i).hasValue()))
                        .count();
        return (double) present / seedPaths.size();
    }

    private static List<Integer> fieldsUnder(String path, List<FieldSpec> specs) {
        Set<Integer> under = new HashSet<>();
        for (int i = 0; i < specs.size(); i++) {
            String field = specs.get(i).path();
            if (field.equals(path) || field.startsWith(path + ".")) {
                under.add(i);
            }
        }
        return List.copyOf(under);
    }

    private static final class Share {
        private double resolved;
        private double applicable;

        void count(double weight, Field field) {
            if (field.applicable()) {
                applicable += weight;
                resolved += field.state().resolved() ? weight : 0;
            }
        }

        double share() {
            return applicable == 0 ? 0 : resolved / applicable;
        }
    }
}
