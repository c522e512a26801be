package org.inkstream.agents.letters.metadata;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.language.LanguageDetector;
import org.inkstream.agents.letters.language.LanguageGuess;
import org.inkstream.agents.letters.text.LetterText;

/** Tells what kind of document a letter is, by its headings and formulas, and its languages. */
final class DocumentTypeTool implements LetterTool {
    private final LanguageDetector languages;

    DocumentTypeTool(LanguageDetector languages) {
        this.languages = languages;
    }

    @Override
    public String name() {
        return "extract_document_type";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        LetterText letter = LetterText.of(ToolArguments.text(arguments));
        Evidence evidence = new Evidence(letter);
        JsonObject result = type(TypeReading.of(letter), evidence);
        result.put("languages", languagesOf(letter, arguments));
        return evidence.into(result);
    }

    private static JsonObject type(TypeReading reading, Evidence evidence) {
        List<DocumentKind> kinds = reading.kinds();
        if (kinds.isEmpty()) {
            return new JsonObject()
                    .put("document_type", "")
                    .put("confidence", 0.0)
                    .put("reasoning", "neither a heading nor a formula tells the kind");
        }
        DocumentKind kind = kinds.get(0);
        reading.spans(kind).forEach(span -> evidence.at("document_type", span));
        return new JsonObject()
                .put("document_type", kind.wireName())
                .put("confidence", reading.confidence(kind))
                .put("reasoning", reading.reasoning(kind));
    }

    private JsonArray languagesOf(LetterText letter, JsonObject arguments) {
        List<String> tags =
                languages.detect(letter.text()).stream().map(LanguageGuess::tag).toList();
        String told = ToolArguments.optionalText(arguments, "detected_language");
        // The rules know eight languages; where they are silent, the OCR engine may know better.
        return new JsonArray(tags.isEmpty() && isTag(told) ? List.of(told) : tags);
    }

    private static boolean isTag(String told) {
        return told.matches("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}");
    }
}
