package org.inkstream.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.inkstream.config.InvalidSettings.Problem;

/**
 * Builds the settings records from given values. What cannot be built is reported and replaced by
 * its default, so that everything else is checked as well.
 */
final class SettingsBinder {
    private final Map<String, Given> values;
    private final Map<String, Given> defaults;
    private final List<Problem> problems;

    /**
     * @param defaults a value for each setting, all of them good
     * @param problems what is found is added here
     */
    SettingsBinder(Map<String, Given> values, Map<String, Given> defaults, List<Problem> problems) {
        this.values = values;
        this.defaults = defaults;
        this.problems = problems;
    }

    Settings settings() {
        return (Settings) build(Settings.class, "", values);
    }

    private Object build(Class<?> record, String prefix, Map<String, Given> from) {
        RecordComponent[] components = record.getRecordComponents();
        Object[] parts =
                Arrays.stream(components).map(component -> part(component, prefix, from)).toArray();
        try {
            return constructor(record, components).newInstance(parts);
        } catch (InvocationTargetException refused) {
            if (from != defaults && refused.getCause() instanceof InvalidSettings invalid) {
                invalid.problems().forEach(problem -> report(prefix, problem));
                return build(record, prefix, defaults);
            }
            throw new IllegalStateException("the defaults of " + record + " are bad", refused);
        } catch (ReflectiveOperationException impossible) {
            // Settings records and their constructors are ours and accessible.
            throw new IllegalStateException(impossible);
        }
    }

    private Object part(RecordComponent component, String prefix, Map<String, Given> from) {
        String key = prefix + component.getName();
        if (component.getType().isRecord()) {
            return build(component.getType(), key + ".", from);
        }
        Given given = from.get(key);
        if (given == null) {
            throw new IllegalStateException(key + " is missing in the packaged example");
        }
        try {
            return SettingValue.convert(component.getGenericType(), given.value());
        } catch (IllegalArgumentException wrong) {
            if (from == defaults) {
                throw new IllegalStateException("the default of " + key + " is bad", wrong);
            }
            problems.add(new Problem(key, given.origin(), String.valueOf(wrong.getMessage())));
            return part(component, prefix, defaults);
        }
    }

    private void report(String prefix, Problem problem) {
        String key = prefix + problem.key();
        Given given = values.get(key);
        problems.add(new Problem(key, given == null ? "" : given.origin(), problem.what()));
    }

    private static Constructor<?> constructor(Class<?> record, RecordComponent[] components)
            throws NoSuchMethodException {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return record.getDeclaredConstructor(types);
    }
}
