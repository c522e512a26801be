package org.inkstream.app.docker;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.config.Settings;
import picocli.CommandLine;

/** What the pods of one Deployment are started with, as the product understands it. */
final class RolePod {
    static final String SETTINGS = Manifest.FOLDER.resolve("base/settings.yaml").toString();
    private static final String MODELS = Manifest.FOLDER.resolve("base/models.yaml").toString();
    private static final String MOUNTED = "/etc/inkstream/";

    final Manifest deployment;
    final Settings settings;
    final CommandLine.ParseResult command;
    final Map<String, String> environment = new LinkedHashMap<>();

    /**
     * @throws org.inkstream.config.InvalidSettings if a setting is none, or has a bad value
     * @throws CommandLine.ParameterException if the command does not take its arguments
     */
    RolePod(Manifest deployment) {
        this.deployment = deployment;
        Manifest.objects(deployment.container().getJsonArray("env"))
                .forEach(one -> environment.put(one.getString("name"), value(one)));
        List<String> args =
                deployment.container().getJsonArray("args").stream()
                        .map(argument -> here(String.valueOf(argument)))
                        .toList();
        this.command =
                command(args.get(0)).parseArgs(args.subList(1, args.size()).toArray(String[]::new));
        this.settings =
                Settings.loader()
                        .environment(environment)
                        .file(java.nio.file.Path.of(SETTINGS))
                        .load();
    }

    static List<RolePod> all() {
        return Manifest.all("Deployment").stream().map(RolePod::new).toList();
    }

    String role() {
        return command.commandSpec().name();
    }

    String name() {
        return deployment.name();
    }

    /** Where the product will listen. */
    String host() {
        return switch (role()) {
            case "hub" -> settings.hub().host();
            case "gateway" -> settings.gateway().host();
            case "coordinator" -> settings.coordinator().host();
            default -> settings.http().host();
        };
    }

    /** The port at which the product will serve health. */
    int port() {
        return switch (role()) {
            case "hub" -> settings.hub().port();
            case "gateway" -> settings.gateway().port();
            case "coordinator" -> settings.coordinator().port();
            case "agents" -> command.matchedOptionValue("--health-port", -1);
            case "worker" -> settings.http().port();
            default -> throw new IllegalArgumentException("no role of a cluster: " + role());
        };
    }

    private static CommandLine command(String name) {
        return ServiceLoader.load(InkstreamCommand.class).stream()
                .map(provider -> new CommandLine(provider.get()))
                .filter(one -> one.getCommandName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no command " + name));
    }

    /** Files of the ConfigMap are those beside the manifests. */
    private static String here(String text) {
        return text.replace(MOUNTED + "settings.yaml", SETTINGS)
                .replace(MOUNTED + "models.yaml", MODELS);
    }

    private static String value(JsonObject variable) {
        JsonObject from = variable.getJsonObject("valueFrom");
        if (from == null) {
            return here(variable.getString("value"));
        }
        if (from.containsKey("fieldRef")) {
            return "a-pod-1";
        }
        JsonObject key = from.getJsonObject("secretKeyRef");
        Manifest secret = Manifest.all("Secret").get(0);
        JsonObject keys = secret.json().getJsonObject("stringData");
        if (!secret.name().equals(key.getString("name"))
                || !keys.containsKey(key.getString("key"))) {
            throw new IllegalArgumentException("the example secret does not have " + key.encode());
        }
        return keys.getString(key.getString("key"));
    }

    List<JsonObject> list(String member) {
        JsonArray array = deployment.container().getJsonArray(member);
        return Manifest.objects(array);
    }

    @Override
    public String toString() {
        return name();
    }
}
