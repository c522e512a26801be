package org.inkstream.app.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.config.Settings;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The image keeps the rules of images, and what it names exists in the product. */
class DockerfileTest {
    private static final Path ROOT = Path.of("..");

    private final List<Instruction> all = Instruction.read(ROOT.resolve("docker/Dockerfile"));
    private final List<Instruction> last = ofLastStage();

    DockerfileTest() throws IOException {}

    @Test
    void a_base_is_a_stage_or_has_a_tag_that_says_which_it_is() {
        Map<String, String> defaults =
                all.stream()
                        .filter(one -> one.name().equals("ARG") && one.text().contains("="))
                        .map(one -> one.text().split("=", 2))
                        .collect(Collectors.toMap(words -> words[0], words -> words[1]));
        assertThat(all)
                .filteredOn(one -> one.name().equals("FROM"))
                .hasSize(2)
                .allSatisfy(
                        from -> {
                            Matcher variable =
                                    Pattern.compile("\\$\\{(\\w+)}.*").matcher(from.text());
                            assertThat(variable.matches()).as(from.text()).isTrue();
                            assertThat(defaults.get(variable.group(1)))
                                    .matches(".+:.+")
                                    .doesNotEndWith(":latest");
                        });
    }

    @Test
    void it_runs_as_a_user_by_number_that_is_not_root() {
        assertThat(only("USER").text()).matches("[1-9]\\d*:[1-9]\\d*");
        assertThat(last.indexOf(only("USER")))
                .as("nothing is installed by the user")
                .isGreaterThan(
                        last.lastIndexOf(
                                last.stream()
                                        .filter(one -> one.name().matches("RUN|COPY"))
                                        .reduce((first, second) -> second)
                                        .orElseThrow()));
    }

    @Test
    void it_starts_the_product_and_is_asked_by_it_without_a_shell() {
        List<String> health = only("HEALTHCHECK").words();

        assertThat(only("ENTRYPOINT").words()).containsExactly("inkstream");
        assertThat(health.get(0)).isEqualTo("inkstream");
        command(health.get(1)).parseArgs(health.subList(2, health.size()).toArray(String[]::new));
    }

    @Test
    void the_variables_that_it_sets_are_settings() {
        Map<String, String> variables =
                Pattern.compile("(\\w+)=(\"[^\"]*\"|\\S+)")
                        .matcher(only("ENV").text())
                        .results()
                        .collect(Collectors.toMap(one -> one.group(1), one -> one.group(2)));

        Settings settings = Settings.loader().environment(variables).load();

        assertThat(settings.http().host()).isEqualTo("0.0.0.0");
        assertThat(only("VOLUME").words())
                .containsExactly(settings.instance().stateFolder().toString(), "/tmp");
        assertThat(variables.get("INKSTREAM_JAVA_OPTS")).contains("MaxRAMPercentage");
    }

    @Test
    void the_ports_that_it_names_are_the_defaults() {
        Settings settings = Settings.defaults();

        assertThat(Arrays.stream(only("EXPOSE").text().split(" ")).map(Integer::valueOf))
                .containsExactlyInAnyOrder(
                        settings.coordinator().port(),
                        settings.http().port(),
                        settings.gateway().port(),
                        settings.hub().port());
    }

    @Test
    void it_says_what_it_is_in_the_standard_labels() throws IOException {
        String labels = only("LABEL").text();

        assertThat(labels)
                .contains(
                        "org.opencontainers.image.title=",
                        "org.opencontainers.image.description=",
                        "org.opencontainers.image.revision=",
                        "org.opencontainers.image.created=",
                        "org.opencontainers.image.licenses=\"Apache-2.0\"");
        Matcher version =
                Pattern.compile("<version>([^<]+)</version>")
                        .matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(last).contains(new Instruction("ARG", "VERSION=" + version.group(1)));
    }

    @Test
    void what_is_installed_leaves_no_lists_of_packages() {
        assertThat(all)
                .filteredOn(one -> one.text().contains("apt-get install"))
                .allSatisfy(
                        one ->
                                assertThat(one.text())
                                        .contains(
                                                "apt-get update &&",
                                                "--no-install-recommends",
                                                "rm -rf /var/lib/apt/lists/*"));
    }

    @Test
    void all_that_the_build_needs_is_sent_to_it_and_nothing_else_is() throws IOException {
        List<String> sent =
                Files.readAllLines(ROOT.resolve(".dockerignore")).stream()
                        .filter(line -> line.startsWith("!"))
                        .map(line -> line.substring(1))
                        .toList();
        Stream<String> modules =
                Pattern.compile("<module>([^</]+)(/[^<]+)?</module>")
                        .matcher(Files.readString(ROOT.resolve("pom.xml")))
                        .results()
                        .map(module -> module.group(1));

        assertThat(sent)
                .contains(
                        "docker/build-archive",
                        "docker/build-runtime",
                        "docker/RuntimeModules.java");
        assertThat(sent).containsAll(modules.toList());
        assertThat(sent).allSatisfy(one -> assertThat(ROOT.resolve(one)).exists());
        assertThat(Files.readAllLines(ROOT.resolve(".dockerignore")))
                .contains("*", "**/target")
                .doesNotContain("!.git");
    }

    private List<Instruction> ofLastStage() {
        int from = 0;
        for (int i = 0; i < all.size(); i++) {
            from = all.get(i).name().equals("FROM") ? i : from;
        }
        return all.subList(from, all.size());
    }

    private Instruction only(String name) {
        List<Instruction> found = last.stream().filter(one -> one.name().equals(name)).toList();
        assertThat(found).as(name + " in the last stage").hasSize(1);
        return found.get(0);
    }

    private static CommandLine command(String name) {
        return ServiceLoader.load(InkstreamCommand.class).stream()
                .map(provider -> new CommandLine(provider.get()))
                .filter(one -> one.getCommandName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
