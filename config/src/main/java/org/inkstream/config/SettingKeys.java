package org.inkstream.config;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The dotted names of all settings, taken from the records themselves. */
final class SettingKeys {
    static final SettingKeys ALL = new SettingKeys(Settings.class);

    private static final String ENVIRONMENT_PREFIX = "INKSTREAM_";
    private static final Pattern HUMP = Pattern.compile("([a-z0-9])([A-Z])");

    private final Map<String, Type> leaves = new LinkedHashMap<>();
    private final Set<String> sections = new LinkedHashSet<>();

    private SettingKeys(Class<?> root) {
        collect(root, "");
    }

    /** Every setting and the type of its value, in the order of the records. */
    Map<String, Type> leaves() {
        return Collections.unmodifiableMap(leaves);
    }

    boolean isLeaf(String key) {
        return leaves.containsKey(key);
    }

    boolean isSection(String key) {
        return sections.contains(key);
    }

    boolean isMap(String key) {
        Type type = leaves.get(key);
        return type != null && type.getTypeName().startsWith(Map.class.getName());
    }

    /** The map setting of which {@code key} names one entry. */
    Optional<String> mapAround(String key) {
        return leaves.keySet().stream()
                .filter(leaf -> isMap(leaf) && key.startsWith(leaf + "."))
                .findFirst();
    }

    /** {@code kafka.bootstrapServers} is {@code INKSTREAM_KAFKA_BOOTSTRAP_SERVERS}. */
    static String environmentName(String key) {
        String words = HUMP.matcher(key).replaceAll("$1_$2").replace('.', '_');
        return ENVIRONMENT_PREFIX + words.toUpperCase(Locale.ROOT);
    }

    private void collect(Class<?> record, String prefix) {
        for (RecordComponent component : record.getRecordComponents()) {
            String key = prefix + component.getName();
            if (component.getType().isRecord()) {
                sections.add(key);
                collect(component.getType(), key + ".");
            } else {
                leaves.put(key, component.getGenericType());
            }
        }
    }
}
