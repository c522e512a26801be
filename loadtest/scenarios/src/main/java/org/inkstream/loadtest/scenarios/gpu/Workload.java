package org.inkstream.loadtest.scenarios.gpu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which letters are enriched, and which tools ask which model about each.
 *
 * @param letterTokens of each letter's text, at four characters each
 * @param toolsByModel tools that need nothing but the text, by the name that the server gives the
 *     model
 */
record Workload(int documents, int letterTokens, Map<String, List<String>> toolsByModel) {
    static final int CHARACTERS_PER_TOKEN = 4;

    /** Seven that read off what many readers want. */
    static final List<String> READING =
            List.of(
                    "extract_people",
                    "extract_organizations",
                    "extract_locations",
                    "extract_events",
                    "extract_keywords",
                    "extract_document_type",
                    "extract_signature");

    /** Six more that take a letter apart. */
    static final List<String> PARTS =
            List.of(
                    "extract_salutation",
                    "parse_letter_body",
                    "extract_closing",
                    "identify_attachments",
                    "extract_storage_info",
                    "determine_access_level");

    Workload {
        if (documents < 1 || letterTokens < 50) {
            throw new IllegalArgumentException(
                    "at least one document of 50 tokens, got " + documents + " of " + letterTokens);
        }
        Map<String, List<String>> copy = new LinkedHashMap<>();
        toolsByModel.forEach((model, tools) -> copy.put(model, List.copyOf(tools)));
        toolsByModel = copy;
    }

    List<String> tools() {
        List<String> tools = new ArrayList<>();
        toolsByModel.values().forEach(tools::addAll);
        return List.copyOf(tools);
    }

    int calls() {
        return documents * tools().size();
    }

    int letterBytes() {
        return letterTokens * CHARACTERS_PER_TOKEN;
    }
}
