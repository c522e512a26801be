package org.inkstream.loadtest.scenarios.gpu.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.inkstream.loadtest.scenarios.overhead.Spread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartsTest {
    private static final String HOSTILE = "a<b>&\"c\"\u0001";

    @Test
    void a_bar_chart_is_well_formed_whatever_names_hold() throws Exception {
        Spread figure = new Spread(90, 100, 130);
        BarChart chart =
                new BarChart(
                        HOSTILE,
                        HOSTILE,
                        List.of(new BarChart.Bar(HOSTILE, figure, 0, 0)),
                        List.of(new BarChart.Bar("ideal", new Spread(150, 150, 150), 0, 0)));

        Document svg = parsed(chart.svg());

        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("a<b>&\"c\"");
        assertThat(texts(svg)).contains("ideal", "100");
    }

    @Test
    void bars_are_as_long_as_their_medians_and_stay_inside() throws Exception {
        BarChart chart =
                new BarChart(
                        "t",
                        "u",
                        List.of(
                                new BarChart.Bar("one", new Spread(100, 100, 100), 0, 0),
                                new BarChart.Bar("half", new Spread(50, 50, 50), 1, 0)),
                        List.of());

        NodeList boxes = parsed(chart.svg()).getElementsByTagName("rect");

        double one = number(boxes, 1, "width");
        assertThat(number(boxes, 2, "width")).isCloseTo(one / 2, within());
        assertThat(number(boxes, 1, "x") + one).isLessThanOrEqualTo(number(boxes, 0, "width"));
    }

    @Test
    void a_line_chart_of_nothing_is_well_formed() throws Exception {
        LineChart chart =
                new LineChart(
                        "t", "x", "y", List.of(new LineChart.Line("none", List.of(), 0)), true);

        assertThat(texts(parsed(chart.svg()))).contains("none", "x", "y");
    }

    @Test
    void a_line_chart_of_zeros_stays_on_its_axis() throws Exception {
        LineChart chart =
                new LineChart(
                        "t",
                        "x",
                        "y",
                        List.of(
                                new LineChart.Line(
                                        "zero", List.of(new Point(0, 0), new Point(1, 0)), 0)),
                        true);

        NodeList dots = parsed(chart.svg()).getElementsByTagName("circle");

        assertThat(number(dots, 0, "cy")).isEqualTo(number(dots, 1, "cy")).isBetween(200.0, 360.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-6, 0.9, 1, 4.1, 7, 99, 5_052, 123_456})
    void an_axis_reaches_its_largest_figure_with_few_round_ticks(double largest) {
        Axis axis = Axis.upTo(largest);

        assertThat(axis.top()).isGreaterThanOrEqualTo(largest * 0.999);
        assertThat(axis.ticks()).hasSizeBetween(2, 7);
        assertThat(axis.share(axis.top())).isEqualTo(1);
    }

    @Test
    void a_page_is_well_formed_too() throws Exception {
        Html page = new Html(HOSTILE, "td > p { color: red }");
        page.element("p", HOSTILE).open("table").row("td", HOSTILE, "b").close("table");

        Document document = parsed(page.end());

        assertThat(document.getElementsByTagName("td").getLength()).isEqualTo(2);
    }

    @Test
    void a_point_that_is_no_number_is_refused() {
        assertThatThrownBy(() -> new Point(1, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }

    private static Offset<Double> within() {
        return Offset.offset(0.2);
    }

    private static Document parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)));
    }

    private static double number(NodeList elements, int index, String attribute) {
        return Double.parseDouble(((Element) elements.item(index)).getAttribute(attribute));
    }

    private static List<String> texts(Document svg) {
        NodeList texts = svg.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(index -> texts.item(index).getTextContent())
                .toList();
    }
}
