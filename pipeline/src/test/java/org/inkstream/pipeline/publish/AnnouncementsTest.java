package org.inkstream.pipeline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.document.Letters.NOON;
import static org.inkstream.pipeline.document.Letters.TEXT;
import static org.inkstream.pipeline.document.Letters.aLetter;
import static org.inkstream.pipeline.document.Letters.aRun;
import static org.inkstream.pipeline.document.Letters.answered;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.QualitySettings;
import org.inkstream.letter.LetterSchema;
import org.inkstream.money.ModelUsage;
import org.inkstream.pipeline.cost.CostRecords;
import org.inkstream.pipeline.cost.PriceTable;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.quality.Assessor;
import org.inkstream.pipeline.quality.Enrichment;
import org.inkstream.pipeline.review.ReviewItem;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
    private static final StepResult STEP =
            answered(
                    "extract_salutation",
                    new JsonObject().put("salutation", "My dear Mrs. Brown,"),
                    ModelUsage.ofRules("letters", Duration.ofMillis(2)));
    private static final JsonObject COMPLETE =
            new JsonObject(
                    """
                    {"metadata": {"document_type": "letter"},
                     "document": {"languages": ["en"], "date": {"creation_date": "1816-09-04"},
                      "correspondence": {"sender": {"name": "Maria Edgeworth"},
                       "recipient": {"name": "Mrs. Brown"}}}}
                    """);

    @Test
    void a_letter_that_needs_a_person_is_announced_with_its_review() {
        Enrichment letter = assess(aRun(aLetter()));

        List<Announcement> told = announce(letter, 1);

        assertThat(told)
                .extracting(Announcement::type)
                .containsExactly(
                        EventType.DOCUMENT_ENRICHED,
                        EventType.DOCUMENT_QUALITY,
                        EventType.COST_RECORDED,
                        EventType.DOCUMENT_REVIEW);
        assertThat(told).extracting(Announcement::documentId).containsOnly("letter-1");
        assertThat(told.get(0).data().getInteger("version")).isEqualTo(1);
        assertThat(told.get(3).data().getJsonArray("reasons")).isNotEmpty();
    }

    @Test
    void a_letter_that_is_good_enough_asks_nobody() {
        Enrichment letter = assess(aRun(aLetter(TEXT, COMPLETE)));

        assertThat(letter.verdict().reasons()).isEmpty();
        assertThat(announce(letter, 1))
                .extracting(Announcement::type)
                .doesNotContain(EventType.DOCUMENT_REVIEW);
        assertThat(ReviewItem.of(letter.run(), letter.verdict(), NOON)).isEmpty();
    }

    @Test
    void telling_it_again_repeats_every_id_and_a_new_version_repeats_only_the_costs() {
        Enrichment letter = assess(aRun(aLetter()));

        List<String> ids = ids(announce(letter, 1));

        assertThat(ids).doesNotHaveDuplicates().isEqualTo(ids(announce(letter, 1)));
        assertThat(ids(announce(letter, 2)))
                .containsOnlyOnce(ids.get(2))
                .doesNotContain(ids.get(0), ids.get(1), ids.get(3));
    }

    @Test
    void the_saved_document_is_not_changed_by_being_announced() {
        Enrichment letter = assess(aRun(aLetter()));
        JsonObject stored = letter.toStored();

        Announcements.of(letter, stored, costs(letter), List.of(review(letter)), 7, NOON);

        assertThat(stored.containsKey("version")).isFalse();
    }

    @Test
    void a_review_asked_for_twice_is_one_review() {
        Enrichment letter = assess(aRun(aLetter()));
        JsonObject first = review(letter);

        assertThat(review(letter)).isEqualTo(first);
        assertThat(first.getString("status")).isEqualTo("pending");
        assertThat(first.getJsonArray("reasons"))
                .isEqualTo(letter.qualityMetrics().getJsonArray("reasons", new JsonArray()));
    }

    private static JsonObject review(Enrichment letter) {
        return ReviewItem.of(letter.run(), letter.verdict(), NOON).orElseThrow().toJson();
    }

    private static Enrichment assess(Run run) {
        return Assessor.of(
                        LetterSchema.packaged(),
                        ToolCatalogue.packaged(),
                        new QualitySettings(0.5, 0))
                .assess(run, List.of(STEP), NOON);
    }

    private static List<Announcement> announce(Enrichment letter, int version) {
        List<JsonObject> reviews =
                ReviewItem.of(letter.run(), letter.verdict(), NOON).stream()
                        .map(ReviewItem::toJson)
                        .toList();
        return Announcements.of(letter, letter.toStored(), costs(letter), reviews, version, NOON);
    }

    private static CostRecords costs(Enrichment letter) {
        return CostRecords.of(letter.run(), letter.steps(), PriceTable.load(), NOON);
    }

    private static List<String> ids(List<Announcement> told) {
        return told.stream().map(Announcement::id).toList();
    }
}
