package org.inkstream.loadtest.scenarios.system;

/** Which tools of the catalogue letters are enriched with. */
public final class Tools {
    /** Eight, of which some need others, so that a letter makes as many calls. */
    public static final String EIGHT =
            "extract_document_type,extract_people,extract_organizations,extract_locations,"
                    + "parse_letter_body,generate_summary,extract_keywords,classify_subjects";

    /** What the setting {@code workflow.tools} has for all of them. */
    public static final String ALL = "";

    private Tools() {}
}
