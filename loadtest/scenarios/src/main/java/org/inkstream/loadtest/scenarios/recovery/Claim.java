package org.inkstream.loadtest.scenarios.recovery;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;

/**
 * Something that must be so.
 *
 * @param holds whether it is
 * @param what for people, with the figures
 */
public record Claim(boolean holds, String what) {
    public static boolean print(List<Claim> claims, PrintWriter out) {
        claims.forEach(claim -> out.printf("%-7s %s%n", claim.verdict(), claim.what));
        out.flush();
        return claims.stream().allMatch(Claim::holds);
    }

    public static JsonArray toJson(List<Claim> claims) {
        JsonArray all = new JsonArray();
        claims.forEach(
                claim ->
                        all.add(
                                new JsonObject()
                                        .put("what", claim.what)
                                        .put("holds", claim.holds)));
        return all;
    }

    private String verdict() {
        return holds ? "holds" : "BROKEN";
    }
}
