package org.inkstream.app.service;

import java.util.regex.Pattern;

/** How addresses are shown to people. */
public final class Addresses {
    private static final Pattern CREDENTIALS = Pattern.compile("//[^/@]*@");

    private Addresses() {}

    /** The connection string without user and password. */
    public static String withoutSecrets(String uri) {
        return CREDENTIALS.matcher(uri).replaceFirst("//");
    }
}
