package org.inkstream.agents.letters.words;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Words that stand before or after a name and say who bears it. */
public final class Titles {
    /** Stand before a surname and mark it as a person's. */
    private static final Set<String> HONORIFICS =
            set(
                    "mr mrs ms miss mrrs mrss misss misses ly miladi mister mistress mess messrs master dr doctor sir lady lord dame"
                            + " captn captain capt col colonel coll major maj general genl lieut"
                            + " lieutenant lt admiral adml commodore sergeant sergt rev revd"
                            + " reverend bishop archbishop dean archdeacon father judge justice"
                            + " professor prof president governor baron baroness count countess"
                            + " duke duchess earl viscount marquis marchioness prince princess"
                            + " herr herrn hr hrn hrrn frau frl fräulein fraulein freiherr freifrau"
                            + " graf gräfin baronin fürst fürstin professorin direktor director"
                            + " regierungsrath regierungsrat hofrath hofrat oberst hauptmann"
                            + " monsieur messieurs madame mademoiselle mme mlle mons mmrs"
                            + " comte comtesse marquise abbé signor signora signorina don shri"
                            + " smt pandit श्री श्रीमती डॉ पंडित");

    private static final Set<String> QUALITIES =
            set(
                    "esq esqr esqre esquire bart bt jun junr sen senr m.p mp m.d md d.d f.r.s"
                            + " ll.d k.c q.c ph.d ing prof prfssr professor major captain capt"
                            + " secretary secy manager director president clerk treasurer chairman"
                            + " advocat avocat ingenieur ingénieur ingr sekretär präsident"
                            + " direktor pfarrer dr med phil jur");
    private static final Set<String> PARTICLES =
            set(
                    "von v van der den de du la le des di da del della zu zum zur af ten ter y"
                            + " d' o' mc mac");

    private static final Pattern OFFICE =
            Pattern.compile(
                    ".*(?:präsident|president|président|rath|rat|dire[ck]tor|directeur|minister"
                            + "|ministre|consul|professor|professeur|do[ck]tor|docteur|secretary"
                            + "|sekretär|advo[ck]at|avocat|pfarrer|inspe[ck]tor|redakteur|editor)(?:en|s)?");

    private Titles() {}

    private static Set<String> set(String words) {
        return Set.copyOf(List.of(words.split(" ")));
    }

    /** Whether a word, its full stop aside, is said before a name. */
    public static boolean isHonorific(String word) {
        return HONORIFICS.contains(plain(word));
    }

    /** Whether a word is said after a name: a rank, an office or a degree. */
    public static boolean isQuality(String word) {
        return QUALITIES.contains(plain(word));
    }

    /** Whether a word joins the parts of a name, as in {@code J. W. v. Deschwanden}. */
    public static boolean isParticle(String word) {
        return Character.isLowerCase(word.codePointAt(0)) && PARTICLES.contains(plain(word));
    }

    /** Whether a word is what somebody is, not who: {@code Regierungsrath}, {@code Président}. */
    public static boolean isOffice(String word) {
        return OFFICE.matcher(plain(word)).matches();
    }

    private static String plain(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        int end = lower.length();
        while (end > 0 && (lower.charAt(end - 1) == '.' || lower.charAt(end - 1) == ',')) {
            end--;
        }
        return lower.substring(0, end);
    }
}
