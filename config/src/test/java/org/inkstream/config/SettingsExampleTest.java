package org.inkstream.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SettingsExampleTest {
    private static final Path EXAMPLE = Path.of(SettingsLoader.DEFAULTS);
    private static final Pattern ENTRY = Pattern.compile("( *)([A-Za-z0-9]+):(?: (.+))?");

    private final List<String> lines = Files.readAllLines(EXAMPLE);

    SettingsExampleTest() throws IOException {}

    @Test
    void the_example_is_what_holds_without_any_settings() {
        assertThat(Settings.loader().file(EXAMPLE).load()).isEqualTo(Settings.defaults());
    }

    @Test
    void every_setting_stands_in_the_example_and_nothing_else() {
        assertThat(entries()).containsOnlyKeys(SettingKeys.ALL.leaves().keySet());
    }

    @Test
    void every_setting_is_documented_with_unit_range_and_the_default_that_it_has() {
        entries()
                .forEach(
                        (key, entry) ->
                                assertThat(entry.comment())
                                        .as(key)
                                        .containsPattern("^[A-Z].{20,}Unit: .+ Range: .+ Default: ")
                                        .endsWith(" Default: " + entry.value() + "."));
    }

    @Test
    void no_two_settings_share_a_name_in_the_environment() {
        var names = SettingKeys.ALL.leaves().keySet().stream().map(SettingKeys::environmentName);

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Z0-9_]+"));
    }

    private record Entry(String value, String comment) {}

    private Map<String, Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<String> path = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        for (String line : lines) {
            Matcher entry = ENTRY.matcher(line);
            if (line.strip().startsWith("#")) {
                comment.append(line.strip().substring(1).strip()).append(' ');
            } else if (entry.matches()) {
                int depth = entry.group(1).length() / 2;
                path.subList(depth, path.size()).clear();
                path.add(entry.group(2));
                if (entry.group(3) != null) {
                    entries.put(
                            String.join(".", path),
                            new Entry(entry.group(3), comment.toString().strip()));
                }
                comment.setLength(0);
            } else {
                comment.setLength(0);
            }
        }
        return entries;
    }
}
