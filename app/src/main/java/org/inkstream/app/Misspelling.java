package org.inkstream.app;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the names that somebody probably meant. */
final class Misspelling {
    private static final int TOLERATED_EDITS = 2;

    private Misspelling() {}

    /** The names at most two edits away from {@code typed} or beginning with it, nearest first. */
    static List<String> candidates(String typed, Collection<String> names) {
        return names.stream()
                .filter(name -> name.startsWith(typed) || edits(typed, name) <= TOLERATED_EDITS)
                .sorted(
                        Comparator.comparingInt((String name) -> edits(typed, name))
                                .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Insertions, deletions, substitutions and swaps of neighbours that lead from one to other. */
    static int edits(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
