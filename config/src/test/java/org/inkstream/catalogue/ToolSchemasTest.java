package org.inkstream.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolSchemasTest {
    private static final JsonSchemaFactory FACTORY =
            JsonSchemaFactory.getInstance(VersionFlag.V202012);

    /** One answer for each tool, as agents that exist give it. */
    private static final Map<String, String> ANSWERS =
            Map.ofEntries(
                    Map.entry(
                            "extract_document_type",
                            "{'document_type':'letter','confidence':0.9,'reasoning':'salutation'}"),
                    Map.entry("extract_storage_info", "{'archive_name':null,'box_number':'12'}"),
                    Map.entry("extract_digitization_metadata", "{'file_format':'tiff'}"),
                    Map.entry(
                            "determine_access_level",
                            "{'access_level':'public','reasoning':'old','confidence':1}"),
                    Map.entry(
                            "extract_people",
                            "{'people':[{'name':'Mrs. Brown','role':'sender','confidence':0.8}]}"),
                    Map.entry(
                            "extract_organizations",
                            "{'organizations':[{'name':'Royal Society','type':'society'}]}"),
                    Map.entry(
                            "extract_locations",
                            "{'locations':[{'name':'Bath','type':'city','country':'England'}]}"),
                    Map.entry("extract_events", "{'events':[]}"),
                    Map.entry(
                            "generate_relationships",
                            "{'relationships':[{'entity1':'A','relation':'writes to','entity2':'B'}]}"),
                    Map.entry(
                            "extract_salutation",
                            "{'salutation':'Dear Sir,','type':'formal','confidence':0.9}"),
                    Map.entry(
                            "parse_letter_body",
                            "{'body':['One.','Two.'],'paragraph_count':2,"
                                    + "'average_paragraph_length':4.0,'salutation':'Dear Sir,'}"),
                    Map.entry("extract_closing", "{'closing':null}"),
                    Map.entry(
                            "extract_signature",
                            "{'signature':'J. Brown','signatory_name':'J. Brown','title':null}"),
                    Map.entry(
                            "identify_attachments",
                            "{'attachments':['a map'],'has_attachments':true}"),
                    Map.entry(
                            "parse_correspondence",
                            "{'correspondence':{'sender':{'name':'A','title':null},"
                                    + "'recipient':null,'date':'1819-12-24','cc':[],'bcc':[]}}"),
                    Map.entry("generate_summary", "{'summary':'Thanks.'}"),
                    Map.entry(
                            "extract_keywords",
                            "{'keywords':[{'keyword':'tea','relevance':0.5,'frequency':3}]}"),
                    Map.entry(
                            "classify_subjects",
                            "{'subjects':[{'subject':'Trade','confidence':0.7}]}"),
                    Map.entry(
                            "research_historical_context",
                            "{'historical_context':'After the war.'}"),
                    Map.entry(
                            "assess_significance",
                            "{'significance_level':'low','assessment':'A private note.'}"),
                    Map.entry("generate_biographies", "{'biographies':{'A':'Born 1770.'}}"));

    private final ToolCatalogue catalogue = ToolCatalogue.packaged();

    @Test
    void answers_as_the_contract_has_them_pass_and_ours_beside_them() {
        for (Tool tool : catalogue.tools()) {
            JsonObject answer = json(ANSWERS.getOrDefault(tool.name(), "none"));
            JsonObject withOurs = answer.copy().put("_evidence", new JsonObject());

            assertThat(problems(tool.outputSchema(), answer)).as(tool.name()).isEmpty();
            assertThat(problems(tool.outputSchema(), withOurs)).as(tool.name()).isEmpty();
        }
    }

    @Test
    void an_agent_may_say_that_it_cannot_know() {
        JsonObject answer = json("{'_not_attempted':'rules cannot know this'}");

        assertThat(catalogue.tools())
                .allSatisfy(tool -> assertThat(problems(tool.outputSchema(), answer)).isEmpty());
    }

    @Test
    void an_answer_without_its_main_member_is_refused_where_there_is_one() {
        List<String> accepting =
                catalogue.tools().stream()
                        .filter(tool -> problems(tool.outputSchema(), new JsonObject()).isEmpty())
                        .map(Tool::name)
                        .toList();

        assertThat(accepting)
                .containsExactly("extract_storage_info", "extract_digitization_metadata");
    }

    @Test
    void a_value_of_the_wrong_type_is_refused() {
        assertThat(outputProblems("extract_people", "{'people':[{'role':'sender'}]}")).isNotEmpty();
        assertThat(outputProblems("extract_people", "{'people':'Mrs. Brown'}")).isNotEmpty();
        assertThat(outputProblems("extract_document_type", "{'document_type':'novel'}"))
                .isNotEmpty();
    }

    @Test
    void arguments_take_nothing_extra_and_miss_nothing_required() {
        JsonObject schema = catalogue.tool("generate_biographies").inputSchema();

        assertThat(problems(schema, json("{'people':[],'text':'t'}"))).isEmpty();
        assertThat(problems(schema, json("{'text':'t'}"))).isNotEmpty();
        assertThat(problems(schema, json("{'people':[],'_meta':{}}"))).isNotEmpty();
    }

    @Test
    void every_argument_that_is_sent_is_in_the_schema() {
        for (Tool tool : catalogue.tools()) {
            JsonObject properties = tool.inputSchema().getJsonObject("properties");
            JsonArray required = tool.inputSchema().getJsonArray("required");

            assertThat(tool.inputs())
                    .allSatisfy(
                            input -> {
                                String argument = input.argument().split("\\.", 2)[0];
                                assertThat(properties.containsKey(argument)).isTrue();
                                assertThat(required.contains(argument)).isEqualTo(input.required());
                            });
        }
    }

    private List<String> outputProblems(String tool, String answer) {
        return problems(catalogue.tool(tool).outputSchema(), json(answer));
    }

    private static List<String> problems(JsonObject schema, JsonObject json) {
        JsonSchema compiled = FACTORY.getSchema(schema.encode());
        return compiled.validate(json.encode(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static JsonObject json(String quotedSingly) {
        return new JsonObject(quotedSingly.replace('\'', '"'));
    }
}
