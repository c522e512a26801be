package org.inkstream.pipeline.document;

/**
 * Who gave a value. What is the same for all fields of a tool (model, attempts, time, tokens, cost)
 * stands once in the stored document beside the fields, what is the same for the whole run stands
 * at its top.
 *
 * @param kind what sort of source
 * @param tool the tool's name, empty unless it is a tool
 */
public record Origin(Kind kind, String tool) {
    /** The OCR step had read it already. */
    public static final Origin OCR = new Origin(Kind.OCR, "");

    /** Known without reading the letter. */
    public static final Origin SYSTEM = new Origin(Kind.SYSTEM, "");

    /** A person said so, whatever tools say. */
    public static final Origin PERSON = new Origin(Kind.PERSON, "");

    /** Nobody was asked. */
    public static final Origin NOBODY = new Origin(Kind.NOBODY, "");

    /** The sorts of sources. */
    public enum Kind {
        TOOL,
        OCR,
        SYSTEM,
        PERSON,
        NOBODY
    }

    public static Origin tool(String name) {
        return new Origin(Kind.TOOL, name);
    }

    /**
     * The form in a stored field: the tool's name, {@code ocr}, {@code system}, {@code human} or
     * empty.
     */
    public String wireName() {
        return switch (kind) {
            case TOOL -> tool;
            case OCR -> "ocr";
            case SYSTEM -> "system";
            case PERSON -> "human";
            case NOBODY -> "";
        };
    }
}
