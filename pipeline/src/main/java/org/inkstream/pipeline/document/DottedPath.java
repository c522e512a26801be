package org.inkstream.pipeline.document;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A way through nested JSON objects, such as {@code correspondence.sender.name}. Immutable. */
public final class DottedPath {
    private static final String[] ROOT = {};

    private final String path;
    private final String[] members;

    private DottedPath(String path, String[] members) {
        this.path = path;
        this.members = members;
    }

    /**
     * @param path member names joined by dots; empty means the whole object
     */
    public static DottedPath of(String path) {
        return new DottedPath(path, path.isEmpty() ? ROOT : path.split("\\.", -1));
    }

    /** The first member's name, empty for the whole object. */
    public String first() {
        return members.length == 0 ? "" : members[0];
    }

    /** What lies there: a string, number, boolean, {@code JsonObject} or {@code JsonArray}. */
    public Optional<Object> find(JsonObject root) {
        Object here = root;
        for (String member : members) {
            if (!(here instanceof JsonObject object)) {
                return Optional.empty();
            }
            here = object.getValue(member);
        }
        return Optional.ofNullable(here);
    }

    /**
     * The member {@code name} of the innermost object on the way that has one: what is said of the
     * value there, such as its confidence.
     */
    public Optional<Object> nearest(JsonObject root, String name) {
        Object here = root;
        Object nearest = root.getValue(name);
        for (String member : members) {
            here = ((JsonObject) here).getValue(member);
            if (!(here instanceof JsonObject object)) {
                break;
            }
            Object said = object.getValue(name);
            nearest = said == null ? nearest : said;
        }
        return Optional.ofNullable(nearest);
    }

    /**
     * Puts a value there and makes the objects on the way.
     *
     * @throws IllegalStateException if something on the way is not an object
     */
    public void put(JsonObject root, Object value) {
        JsonObject here = root;
        for (int i = 0; i < members.length - 1; i++) {
            here = child(here, members[i]);
        }
        here.put(members[members.length - 1], value);
    }

    private JsonObject child(JsonObject parent, String member) {
        Object child = parent.getValue(member);
        if (child instanceof JsonObject object) {
            return object;
        }
        if (child != null) {
            throw new IllegalStateException("'" + member + "' in " + path + " is not an object");
        }
        JsonObject made = new JsonObject();
        parent.put(member, made);
        return made;
    }

    @Override
    public String toString() {
        return path;
    }
}
