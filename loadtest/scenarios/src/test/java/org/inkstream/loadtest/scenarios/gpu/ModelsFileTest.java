package org.inkstream.loadtest.scenarios.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.ModelCatalogue;
import org.inkstream.models.ModelCatalogueFile;
import org.inkstream.models.Scheduling;
import org.junit.jupiter.api.Test;

class ModelsFileTest {
    @Test
    void a_worker_understands_the_file_and_asks_models_for_exactly_the_tools_that_are_measured() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("concurrent", "4");
        settings.put("longestWait", "24h");
        settings.put("engine", "slots");
        settings.put("order", "arrival");
        settings.put("maxWait", "6000ms");
        ModelsFile file =
                new ModelsFile(
                        List.of(
                                new ModelsFile.Endpoint(
                                        "gpu0",
                                        "ollama",
                                        List.of("http://127.0.0.1:1", "http://127.0.0.1:2"),
                                        settings)),
                        List.of(
                                new ModelsFile.Model(
                                        "m0", "gpu0", "llama3.2", 8_192, Workload.READING),
                                new ModelsFile.Model(
                                        "m1", "gpu0", "mixtral", 8_192, Workload.PARTS)),
                        512,
                        SeveralTools.GROUPS);

        ModelCatalogue read =
                ModelCatalogueFile.parse(
                        "models.yaml", file.yaml(), ToolCatalogue.packaged().byName().keySet());

        EndpointSpec endpoint = read.endpoints().get("gpu0");
        assertThat(endpoint).isNotNull();
        assertThat(endpoint.urls()).containsExactly("http://127.0.0.1:1", "http://127.0.0.1:2");
        assertThat(endpoint.concurrent()).isEqualTo(4);
        assertThat(endpoint.scheduling().order()).isEqualTo(Scheduling.Order.ARRIVAL);
        assertThat(endpoint.scheduling().engine()).isEqualTo(Scheduling.Engine.SLOTS);
        assertThat(endpoint.scheduling().maxWait()).isEqualTo(Duration.ofSeconds(6));
        assertThat(read.modelsOf("extract_people"))
                .singleElement()
                .extracting("model")
                .isEqualTo("llama3.2");
        assertThat(read.modelsOf("extract_closing"))
                .singleElement()
                .extracting("model")
                .isEqualTo("mixtral");
        assertThat(read.route("extract_people").rules()).isFalse();
        assertThat(read.modelsOf("generate_summary")).isEmpty();
        assertThat(read.model("m0").maxOutputTokens()).isEqualTo(512);
        assertThat(read.fusion().groups()).isEqualTo(SeveralTools.GROUPS);
    }

    @Test
    void tools_that_are_measured_need_nothing_but_the_text_of_the_letter() {
        ToolCatalogue catalogue = ToolCatalogue.packaged();

        assertThat(Paged.tools())
                .doesNotHaveDuplicates()
                .hasSize(13)
                .allSatisfy(tool -> assertThat(catalogue.tool(tool).dependsOn()).isEmpty());
    }
}
