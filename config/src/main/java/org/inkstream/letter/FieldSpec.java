package org.inkstream.letter;

/**
 * One leaf field of a letter.
 *
 * @param path dotted, such as {@code document.correspondence.sender.name}; ends in {@code []} for
 *     an array
 * @param type type as the schema file says it, such as {@code string} or {@code array of BCP 47}
 * @param weight share in the score, zero or more
 * @param importance what follows when it is missing
 * @param system whether it is known without reading the letter; such fields are scored apart
 */
public record FieldSpec(
        String path, String type, double weight, Importance importance, boolean system) {

    /** What follows when a field is missing. */
    public enum Importance {
        /** The letter goes to review. */
        REQUIRED,
        /** The score falls, and the reason is named. */
        IMPORTANT,
        /** The score falls a little. */
        OPTIONAL
    }

    public boolean isArray() {
        return path.endsWith("[]");
    }

    /** The path without the array mark: where the value lies in the result. */
    public String key() {
        return isArray() ? path.substring(0, path.length() - 2) : path;
    }
}
