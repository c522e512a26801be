package org.inkstream.agents.letters.words;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The vocabulary of greeting in letters: English, German, French, and a little of some others. */
public final class Letterspeak {
    private static final Set<String> POSSESSIVES =
            set("my our mein meine meinem unser unsere mon ma mes notre mio mia mi मेरे मेरी");
    private static final Set<String> STRENGTHENERS =
            set(
                    "own very most ever so sehr viel hoch aller innig très trés tres bien plus"
                            + " and und et & u tit muy");
    private static final Set<String> ENDEARMENTS =
            set(
                    "dear dearest deare deer beloved honoured honored hond respected esteemed"
                            + " darling revered reverend cher chère chere chers chères honoré"
                            + " honorable honoree estimé vénéré caro cara carissimo carissima"
                            + " egregio gentile stimatissimo pregiatissimo querido querida estimado"
                            + " estimada प्रिय आदरणीय श्रद्धेय पूज्य पूजनीय माननीय प्यारे प्यारी मान्यवर");
    private static final Set<String> FAINT_ENDEARMENTS =
            set(
                    "good kind sweet worthy excellent gentle right honourable hon honble dr d lieb gut");
    private static final Pattern GERMAN_ENDEARMENT =
            Pattern.compile(
                    "(?:viel|hoch|sehr|aller|innig(?:st)?)?"
                            + "(?:lieb|geehrt|verehrt|verehrtest|geacht?et|gesch[äa]tzt|th?eue?r|wert|werth"
                            + "|geliebt|zuverehrend|würdig|wohlgeboren|gnädig|best|verehrlich)"
                            + "(?:e|er|es|en|em|ste|ster|stes|sten|este|ester|estes|esten)");
    private static final Set<String> ADDRESSEES =
            set(
                    "sir sirs madam madame ma'am maam madm friend friends mother father brother"
                            + " sister aunt uncle cousin mama mamma papa gentlemen gentleman ladies"
                            + " lady lord love child children boy girl son daughter husband wife"
                            + " niece nephew grandmother grandfather grandmamma all creature"
                            + " comrade colleague colleagues customer fellow lad editor mum mom dad"
                            + " mummy daddy granny heart soul boys girls freund freundin freunde"
                            + " herr herren damen frau fräulein vater mutter bruder schwester tante"
                            + " onkel vetter base kind kinder eltern schatz kollege genosse doktor"
                            + " monsieur messieurs mesdames mademoiselle ami amie amis maître maman"
                            + " père mère frère soeur sœur oncle cousine docteur collègue confrère"
                            + " président signore signora amico amica señor señora amigo amiga"
                            + " excellenz hochwürden मित्र भाई बहन पिताजी माताजी महोदय जी श्रीमान");

    /** Greet without an endearment, alone in their line. */
    private static final Set<String> BARE_GREETINGS =
            set(
                    "sir sirs madam gentlemen messieurs monsieur madame mademoiselle ladies"
                            + " mesdames messrs dearest mama papa excellenz महोदय श्रीमान");

    /** Greet in English without a name behind them: {@code Sir W. Elford} is an address. */
    private static final Set<String> WITHOUT_NAME =
            set("sir sirs madam gentlemen ladies messrs dearest mama papa");

    private Letterspeak() {}

    private static Set<String> set(String words) {
        return Set.copyOf(List.of(words.split(" ")));
    }

    public static boolean isPossessive(Word word) {
        return POSSESSIVES.contains(plain(word));
    }

    public static boolean strengthens(Word word) {
        return STRENGTHENERS.contains(plain(word));
    }

    /** Whether a word alone makes a greeting of what follows, as {@code dear}. */
    public static boolean endears(Word word) {
        String plain = plain(word);
        return ENDEARMENTS.contains(plain) || GERMAN_ENDEARMENT.matcher(plain).matches();
    }

    /** Whether a word endears beside another that does, or after a possessive. */
    public static boolean endearsFaintly(Word word) {
        return FAINT_ENDEARMENTS.contains(plain(word));
    }

    /** Whether a word is what people who are not named are called: friend, Sir, Herr. */
    public static boolean isAddressee(Word word) {
        return ADDRESSEES.contains(plain(word));
    }

    public static boolean isBareGreeting(Word word) {
        return BARE_GREETINGS.contains(plain(word));
    }

    /** Whether a bare greeting takes no name behind it. */
    public static boolean standsAlone(Word word) {
        return WITHOUT_NAME.contains(plain(word));
    }

    private static String plain(Word word) {
        return word.bare().toLowerCase(Locale.ROOT).replace('’', '\'');
    }
}
