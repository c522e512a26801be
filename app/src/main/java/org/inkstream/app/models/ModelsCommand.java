package org.inkstream.app.models;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.app.models.EndpointCheck.Found;
import org.inkstream.app.service.Service;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.SecretFiles;
import org.inkstream.config.Settings;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelCatalogue;
import org.inkstream.models.ModelSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows which models are asked for what. */
@Command(
        name = "models",
        description = "Shows inference servers, models, and which tools ask which of them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream models --set inference.models=config/models.example.yaml",
            "  inkstream models --settings inkstream.yaml --check",
            "",
            "Exit codes: 0 fine, 2 --check found an endpoint that cannot be used, 1 could not run."
        })
public final class ModelsCommand implements InkstreamCommand, Callable<Integer> {
    @Mixin private SettingsOption settingsOption;

    @Option(names = "--check", description = "Ask each server whether it answers.")
    private boolean check;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = settingsOption.load();
        ToolCatalogue catalogue = ToolCatalogue.packaged().only(settings.workflow().tools());
        Inference inference = Inference.load(settings.inference(), catalogue);
        Map<String, Found> found = check ? ask(inference.models()) : Map.of();
        ModelsReport report =
                new ModelsReport(inference, catalogue, found, Service.revision(settings));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.forPrograms().encodePrettily());
        } else {
            report.forPeople(out);
        }
        out.flush();
        return found.values().stream().allMatch(Found::ok) ? ExitCodes.OK : ExitCodes.SOME_FAILED;
    }

    private static Map<String, Found> ask(ModelCatalogue models) {
        EndpointCheck question =
                new EndpointCheck(name -> SecretFiles.value(System.getenv(), name));
        Map<String, Found> found = new LinkedHashMap<>();
        for (EndpointSpec endpoint : models.endpoints().values()) {
            for (EndpointSpec server : endpoint.replicas()) {
                found.put(server.name(), question.ask(server, on(models, endpoint.name())));
            }
        }
        return found;
    }

    private static List<String> on(ModelCatalogue models, String endpoint) {
        return models.models().values().stream()
                .filter(model -> model.endpoint().equals(endpoint))
                .map(ModelSpec::model)
                .toList();
    }
}
