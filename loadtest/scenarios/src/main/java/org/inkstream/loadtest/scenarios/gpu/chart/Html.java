package org.inkstream.loadtest.scenarios.gpu.chart;

/** Writes a page that is well-formed XML too. Not thread-safe. */
public final class Html {
    private final StringBuilder out = new StringBuilder(64 * 1_024);

    public Html(String title, String style) {
        out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>")
                .append("<meta name=\"viewport\" content=\"width=device-width\"/><title>")
                .append(Svg.escaped(title))
                .append("</title><style>")
                .append(Svg.escaped(style))
                .append("</style></head><body>\n");
    }

    public Html open(String element) {
        out.append('<').append(element).append('>');
        return this;
    }

    public Html close(String element) {
        out.append("</").append(element).append(">\n");
        return this;
    }

    public Html element(String name, String text) {
        open(name);
        out.append(Svg.escaped(text));
        return close(name);
    }

    /**
     * @param style class of it
     */
    public Html element(String name, String style, String text) {
        out.append('<').append(name).append(" class=\"").append(Svg.escaped(style)).append("\">");
        out.append(Svg.escaped(text));
        return close(name);
    }

    /**
     * @param cell {@code td} or {@code th}
     */
    public Html row(String cell, String... texts) {
        open("tr");
        for (String text : texts) {
            element(cell, text);
        }
        return close("tr");
    }

    /** Well-formed already. */
    public Html raw(String markup) {
        out.append(markup);
        return this;
    }

    public String end() {
        return out + "</body></html>\n";
    }
}
