package org.inkstream.loadtest.scenarios.stack;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.inkstream.yaml.YamlText;
import org.jspecify.annotations.Nullable;

/**
 * Which services cannot run on a machine without Docker as they are, and what runs instead.
 *
 * @param byService in the order of the list
 */
record Replacements(Map<String, Replacement> byService) {
    Replacements {
        byService = new LinkedHashMap<>(byService);
    }

    /** What takes the place of a service. */
    enum Instead {
        /** The embedded broker and store; one process for both. */
        BACKEND,
        SIMULATED_OLLAMA,
        NOTHING
    }

    /**
     * @param why for people
     */
    record Replacement(Instead instead, String why) {}

    /** The list that is packaged. */
    static Replacements packaged() {
        Map<String, Replacement> byService = new LinkedHashMap<>();
        YamlText.resource(Replacements.class, "replaced.yaml")
                .forEach((service, entry) -> byService.put(service, replacement(service, entry)));
        return new Replacements(byService);
    }

    private static Replacement replacement(String service, @Nullable Object entry) {
        if (entry instanceof Map<?, ?> members
                && members.get("instead") instanceof String instead
                && members.get("why") instanceof String why) {
            return new Replacement(
                    Instead.valueOf(instead.toUpperCase(Locale.ROOT).replace('-', '_')), why);
        }
        throw new IllegalArgumentException(service + " needs 'instead' and 'why'");
    }

    Optional<Instead> of(ComposeService service) {
        return Optional.ofNullable(byService.get(service.name())).map(Replacement::instead);
    }

    boolean isLeftOut(ComposeService service) {
        return of(service).filter(instead -> instead == Instead.NOTHING).isPresent();
    }
}
