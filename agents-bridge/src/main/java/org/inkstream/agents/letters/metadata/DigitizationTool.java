package org.inkstream.agents.letters.metadata;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.NotAttempted;
import org.inkstream.agents.letters.ToolArguments;

/** Tells how a letter was digitised, from what came with its file; the page does not say. */
final class DigitizationTool implements LetterTool {
    private static final Map<String, String> FORMATS =
            Map.ofEntries(
                    Map.entry("tif", "image/tiff"),
                    Map.entry("tiff", "image/tiff"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("jpeg", "image/jpeg"),
                    Map.entry("png", "image/png"),
                    Map.entry("jp2", "image/jp2"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("pdf", "application/pdf"),
                    Map.entry("txt", "text/plain"),
                    Map.entry("xml", "application/xml"),
                    Map.entry("hocr", "text/vnd.hocr+html"));

    @Override
    public String name() {
        return "extract_digitization_metadata";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        String path = ToolArguments.optionalText(arguments, "file_path");
        Known file = Known.argument(arguments, "file_metadata");
        if (path.isBlank() && file.isEmpty()) {
            return NotAttempted.because(
                    "how a letter was digitised is not on its page: file_path or file_metadata"
                            + " must say it");
        }
        return new JsonObject()
                .put("date", file.text("date", "processingDateTime", "Created", "DateTimeOriginal"))
                .put("operator", file.text("operator", "Creator", "Artist"))
                .put("equipment", file.text("equipment", "scanner", "Model"))
                .put("resolution", file.text("resolution", "dpi", "XResolution"))
                .put("file_format", format(file, path));
    }

    private static String format(Known file, String path) {
        String told = file.text("file_format", "mediaType", "media_type");
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return told.isEmpty() ? FORMATS.getOrDefault(extension, "") : told;
    }
}
