package org.inkstream.agents.letters.structure;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.inkstream.agents.letters.Evidence;
import org.inkstream.agents.letters.LetterTool;
import org.inkstream.agents.letters.ToolArguments;
import org.inkstream.agents.letters.correspondence.Copies;
import org.inkstream.agents.letters.correspondence.LetterDates;
import org.inkstream.agents.letters.correspondence.Letterhead;
import org.inkstream.agents.letters.correspondence.Reading;
import org.inkstream.agents.letters.correspondence.Readings;
import org.inkstream.agents.letters.correspondence.Recipient;
import org.inkstream.agents.letters.correspondence.Sender;
import org.inkstream.agents.letters.zones.LetterReader;
import org.inkstream.agents.letters.zones.LetterZones;

/** The tool {@code parse_correspondence}: who wrote to whom, where from and when. */
public final class ParseCorrespondence implements LetterTool {
    private static final String ROOT = "correspondence";

    private final LetterReader reader;

    public ParseCorrespondence(LetterReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return "parse_correspondence";
    }

    @Override
    public JsonObject call(JsonObject arguments) {
        LetterZones zones = reader.read(ToolArguments.text(arguments));
        Letterhead head = new Letterhead(zones);
        LetterDates dates = LetterDates.of(zones);
        Answer answer = new Answer(new Evidence(zones.letter()));
        Readings sender = Sender.of(zones);
        answer.party("sender", sender);
        answer.put("sender.contact_info.telephone", head.telephone());
        answer.put("sender.contact_info.fax", head.fax());
        answer.put("sender.contact_info.email", head.email());
        answer.party("recipient", otherThan(sender, Recipient.of(zones)));
        answer.put("date", dates.written());
        answer.put("sent_date", dates.posted());
        answer.put("received_date", dates.received());
        answer.put("reference_number", head.reference());
        answer.put("letterhead", head.text());
        answer.list("cc", Copies.of(zones, false));
        answer.list("bcc", Copies.of(zones, true));
        return answer.result();
    }

    /** Nobody writes to themselves: such a recipient was read off the signature once more. */
    private static Readings otherThan(Readings sender, Readings recipient) {
        boolean same =
                sender.get(Readings.NAME)
                        .flatMap(
                                name ->
                                        recipient
                                                .get(Readings.NAME)
                                                .filter(to -> to.value().equals(name.value())))
                        .isPresent();
        return same ? Readings.none() : recipient;
    }

    /** The answer while it is put together; every value that is put has its evidence. */
    private static final class Answer {
        private static final List<String> PARTY_MEMBERS =
                List.of(
                        Readings.NAME,
                        Readings.TITLE,
                        Readings.ORGANIZATION,
                        Readings.LOCATION,
                        Readings.ADDRESS,
                        Readings.TELEPHONE,
                        Readings.FAX,
                        Readings.EMAIL);

        private final Evidence evidence;
        private final JsonObject correspondence = new JsonObject();

        Answer(Evidence evidence) {
            this.evidence = evidence;
        }

        void party(String party, Readings readings) {
            for (String member : PARTY_MEMBERS) {
                put(party + "." + member, readings.get(member));
            }
        }

        @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
        void put(String path, Optional<Reading> reading) {
            String[] names = path.split("\\.", -1);
            JsonObject holder = correspondence;
            for (int i = 0; i < names.length - 1; i++) {
                if (!holder.containsKey(names[i])) {
                    holder.put(names[i], new JsonObject());
                }
                holder = holder.getJsonObject(names[i]);
            }
            holder.put(names[names.length - 1], reading.map(Reading::value).orElse(""));
            reading.ifPresent(found -> evidence.at(ROOT + "." + path, found.span()));
        }

        void list(String path, List<Reading> readings) {
            JsonArray values = new JsonArray();
            for (Reading reading : readings) {
                evidence.atItem(ROOT + "." + path, values.size(), reading.span());
                values.add(reading.value());
            }
            correspondence.put(path, values);
        }

        JsonObject result() {
            return evidence.into(new JsonObject().put(ROOT, correspondence));
        }
    }
}
