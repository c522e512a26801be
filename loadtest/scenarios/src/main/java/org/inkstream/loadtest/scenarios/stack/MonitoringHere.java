package org.inkstream.loadtest.scenarios.stack;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The files of Prometheus and Alertmanager, as they are used here: in {@link Haste}; replicas named
 * one by one, for no name server knows them; and nobody outside this machine is told of an alert:
 * PagerDuty's calls come to the receiver, mail goes nowhere. Slack is told where to call by its
 * secret.
 *
 * @param receiver of what PagerDuty would be told
 */
record MonitoringHere(Places places, Haste haste, URI receiver) {
    private static final String BY_NAME = "dns_sd_configs";

    /** A YAML file of one of the two; others are given back as they are. */
    String of(Container container, String file, String text) {
        return switch (container.service().name()) {
            case "prometheus", "alertmanager" ->
                    file.endsWith(".yml") && !file.contains("/tests/")
                            ? written(changed(haste.shortened(read(text))))
                            : text;
            default -> text;
        };
    }

    private static Object read(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static String written(Object tree) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(Integer.MAX_VALUE);
        return new Yaml(options).dump(tree);
    }

    private Object changed(Object tree) {
        if (!(tree instanceof Map<?, ?> whole)) {
            return tree;
        }
        Map<Object, Object> changed = new LinkedHashMap<>(whole);
        changed.computeIfPresent(
                "scrape_configs", (key, jobs) -> ((List<?>) jobs).stream().map(this::job).toList());
        changed.computeIfPresent(
                "receivers",
                (key, all) -> ((List<?>) all).stream().map(MonitoringHere::unmailed).toList());
        if (whole.containsKey("receivers")) {
            Map<Object, Object> global = new LinkedHashMap<>();
            if (whole.get("global") instanceof Map<?, ?> given) {
                global.putAll(given);
            }
            global.keySet().removeIf(key -> key.toString().startsWith("smtp_"));
            global.put("pagerduty_url", receiver.resolve("/pagerduty").toString());
            changed.put("global", global);
        }
        return changed;
    }

    private Object job(Object one) {
        Map<Object, Object> job = new LinkedHashMap<>((Map<?, ?>) one);
        if (job.remove(BY_NAME) instanceof List<?> found) {
            List<String> targets =
                    found.stream().map(Map.class::cast).flatMap(this::targets).toList();
            job.put("static_configs", List.of(Map.of("targets", targets)));
        }
        return job;
    }

    private Stream<String> targets(Map<?, ?> byName) {
        int port = Integer.parseInt(String.valueOf(byName.get("port")));
        return byName.get("names") instanceof List<?> names
                ? names.stream()
                        .flatMap(name -> places.of(name.toString()).stream())
                        .map(replica -> replica.address(port))
                : Stream.empty();
    }

    private static Object unmailed(Object one) {
        Map<Object, Object> receiver = new LinkedHashMap<>((Map<?, ?>) one);
        receiver.remove("email_configs");
        return receiver;
    }
}
