package org.inkstream.pipeline.quality;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.inkstream.pipeline.document.Evidence;
import org.junit.jupiter.api.Test;

class LetterTextTest {
    @Property(tries = 500)
    void exactly_the_slice_stands_where_it_was_cut_out(
            @ForAll("letters") String letter, @ForAll int one, @ForAll int other) {
        int length = letter.codePointCount(0, letter.length());
        Assume.that(length > 0);
        int start = Math.floorMod(Math.min(one, other), length);
        int end = start + 1 + Math.floorMod(Math.max(one, other), length - start);
        String slice = slice(letter, start, end);
        LetterText text = LetterText.of(letter);

        assertThat(text.stands(start, end, slice)).isTrue();
        assertThat(text.stands(start, end, slice + "x")).isFalse();
        assertThat(text.stands(start, end + 1, slice)).isFalse();
    }

    @Property(tries = 500)
    void what_is_found_is_what_the_page_has_between_these_code_points(
            @ForAll("letters") String letter, @ForAll int one, @ForAll int other) {
        int length = letter.codePointCount(0, letter.length());
        Assume.that(length > 0);
        int start = Math.floorMod(Math.min(one, other), length);
        int end = start + 1 + Math.floorMod(Math.max(one, other), length - start);
        String sought = slice(letter, start, end);
        Assume.that(!sought.isBlank());

        Evidence found = LetterText.of(letter).find(sought, start, Evidence.WHOLE).orElseThrow();

        assertThat(found.quote()).isEqualTo(sought.strip());
        assertThat(slice(letter, found.start(), found.end())).isEqualTo(found.quote());
    }

    @Test
    void of_several_places_the_nearest_is_taken() {
        LetterText text = LetterText.of("Mary wrote to Mary, and Mary answered");

        assertThat(text.find("Mary", 13, Evidence.WHOLE)).map(Evidence::start).contains(14);
        assertThat(text.find("Mary", 99, Evidence.WHOLE)).map(Evidence::start).contains(24);
        assertThat(text.find("Mary", 2, Evidence.WHOLE)).map(Evidence::start).contains(0);
    }

    @Test
    void a_paragraph_is_found_although_the_page_breaks_its_lines() {
        LetterText text = LetterText.of("Sir,\nI have the\n  honour to be 𝄞\nYours");

        Evidence found =
                text.find("I have the honour to be 𝄞 Yours", 0, Evidence.WHOLE).orElseThrow();

        assertThat(found.quote()).isEqualTo("I have the\n  honour to be 𝄞\nYours");
        assertThat(found.start()).isEqualTo(5);
        assertThat(found.end()).isEqualTo(38);
    }

    @Test
    void nothing_is_found_where_words_are_only_alike() {
        LetterText text = LetterText.of("Dear Madam, I thank you");

        assertThat(text.find("dear madam", 0, Evidence.WHOLE)).isEmpty();
        assertThat(text.find("I thank you kindly", 0, Evidence.WHOLE)).isEmpty();
        assertThat(text.find("Ithank", 0, Evidence.WHOLE)).isEmpty();
        assertThat(text.find("  ", 0, Evidence.WHOLE)).isEmpty();
    }

    @Provide
    Arbitrary<String> letters() {
        // Few characters, so that slices repeat; two of them outside the basic plane.
        return Arbitraries.of("a", "b", " ", "\n", "é", "𝄞", "😀")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    private static String slice(String letter, int start, int end) {
        return letter.substring(
                letter.offsetByCodePoints(0, start), letter.offsetByCodePoints(0, end));
    }
}
