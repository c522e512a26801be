package org.inkstream.agents.letters.words;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words that begin sentences, lines and formulas but never name a person. */
public final class CommonWords {
    private static final Set<String> COMMON =
            Set.copyOf(
                    List.of(
                            ("i we you he she it they this that these those the a an my our your his"
                                            + " her their its in on at of to for from by with and or but if as"
                                            + " when since after before although though while please thank"
                                            + " thanks many yesterday today tomorrow having being there here"
                                            + " what who how why which not no yes do did does have has had is"
                                            + " are was were will would shall should can could may might must"
                                            + " pray let let's believe am remain ever always never yours your's"
                                            + " yrs yr ys most very sincerely truly faithfully affectionately"
                                            + " affectionate obliged obedient humble servant servt obedt friend"
                                            + " adieu god goodbye good best kind kindest love compliments"
                                            + " respects regards sunday monday tuesday wednesday thursday friday"
                                            + " saturday january february march april june july august september"
                                            + " october november december copy received answered enclosed post"
                                            + " postscript ps nb page dear dearest sir madam gentlemen also"
                                            + " then now so such some any all one two only just"
                                            + " ich wir sie er es der die das den dem des ein eine einen und"
                                            + " oder aber wenn als da daß dass mit von bei nach aus auf für im"
                                            + " in am an zu ihr ihre ihrem ihren ihrer dein deine deiner euer"
                                            + " mein meine herzlich herzlichst hochachtungsvoll ergebenst lieber"
                                            + " liebe treuer ergebener montag dienstag mittwoch donnerstag"
                                            + " freitag samstag sonnabend sonntag januar februar märz mai juni"
                                            + " juli oktober dezember genehmigen empfangen bitte noch nun"
                                            + " je nous vous il elle le la les un une des du de et ou mais si"
                                            + " votre notre mon ma mes agréez veuillez recevez monsieur madame"
                                            + " lundi mardi mercredi jeudi vendredi samedi dimanche")
                                    .split(" ")));

    private CommonWords() {}

    public static boolean contains(Word word) {
        return COMMON.contains(word.bare().toLowerCase(Locale.ROOT).replace('’', '\''));
    }
}
