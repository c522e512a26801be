package org.inkstream.agents.letters.dates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Leeds 3rd March 1811                | 1811-03-03
                    Bath, Decr. 24th. 1819              | 1819-12-24
                    York Xber 2 1745                    | 1745-12-02
                    Kelso 7ber 5th 1790                 | 1790-09-05
                    Septr. 1st. 1814                    | 1814-09-01
                    Feb y 16 th 1835                    | 1835-02-16
                    Decemberr8th1820                    | 1820-12-08
                    April twenty six 1823               | 1823-04-26
                    October the 7th. 1782.              | 1782-10-07
                    14 Nov. 4th 1820                    | 1820-11-04
                    Hamburg, den 2. X. 1924             | 1924-10-02
                    Bern d. 10ten October 1851          | 1851-10-10
                    Basel, den 8ten März 1880           | 1880-03-08
                    den 19./29. März 1864               | 1864-03-19
                    Graz, 3. Jänner 1902                | 1902-01-03
                    Genève, le 3 Juillet 1871           | 1871-07-03
                    Paris, le 1er août 1899             | 1899-08-01
                    1838-04-06                          | 1838-04-06
                    19. 8. 1918                         | 1918-08-19
                    दिल्ली, १२ मार्च १९४७                  | 1947-03-12
                    April 1838                          | 1838-04
                    31st February 1820                  | 1820-02
                    """)
    void a_dateline_is_read_as_its_writer_meant_it(String line, String date) {
        assertThat(DateReader.read(line, false))
                .extracting(reading -> reading.value().edtf())
                .containsExactly(date);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    May 15. 24
                    11/5 70
                    12 Baker Street
                    yours of the 14th inst.
                    """)
    void no_year_is_made_up(String line) {
        assertThat(DateReader.read(line, true)).noneMatch(reading -> reading.value().hasYear());
    }

    @Test
    void numbers_of_an_english_letter_leave_day_and_month_open() {
        assertThat(DateReader.read("3/4/1921", false).get(0).value().edtf()).isEqualTo("1921");
        assertThat(DateReader.read("3/4/1921", true).get(0).value().edtf()).isEqualTo("1921-04-03");
        assertThat(DateReader.read("3/24/1921", false).get(0).value().edtf())
                .isEqualTo("1921-03-24");
    }

    @Test
    void a_reading_says_where_it_stands() {
        String line = "Leeds 3rd March 1811, Monday";

        DateReading reading = DateReader.read(line, false).get(0);

        assertThat(line.substring(reading.charStart(), reading.charEnd()))
                .isEqualTo("3rd March 1811");
    }
}
