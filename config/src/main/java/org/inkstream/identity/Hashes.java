package org.inkstream.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hexadecimal. */
public final class Hashes {
    private static final MessageDigest SHA_1 = prototype("SHA-1");
    private static final MessageDigest SHA_256 = prototype("SHA-256");

    private Hashes() {}

    /** The hash of the UTF-8 form of {@code text}, 64 characters. */
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest(SHA_256, bytes));
    }

    /** SHA-1 of the parts in a row. */
    static byte[] sha1(byte[]... parts) {
        return digest(SHA_1, parts);
    }

    private static byte[] digest(MessageDigest prototype, byte[]... parts) {
        try {
            // Cloned: looking an algorithm up costs more than hashing an id.
            MessageDigest digest = (MessageDigest) prototype.clone();
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (CloneNotSupportedException impossible) {
            // Those that come with Java can be cloned.
            throw new IllegalStateException(impossible);
        }
    }

    private static MessageDigest prototype(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform has SHA-1 and SHA-256.
            throw new IllegalStateException(impossible);
        }
    }
}
