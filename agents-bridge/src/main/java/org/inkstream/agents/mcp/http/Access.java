package org.inkstream.agents.mcp.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.inkstream.config.HubSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides by its {@code Authorization} header who may connect. For any thread. */
public final class Access {
    private static final Logger LOGGER = LoggerFactory.getLogger(Access.class);
    private static final String SCHEME = "Bearer ";

    /** Signing by HS256 with less than its own length can be guessed. */
    private static final int SAFE_SECRET_BYTES = 32;

    /** Clocks differ. */
    private static final int LEEWAY_SECONDS = 10;

    private final @Nullable JWTAuth tokens;

    private Access(@Nullable JWTAuth tokens) {
        this.tokens = tokens;
    }

    /** What becomes of somebody who wants to connect. */
    public enum Verdict {
        /** Come in. */
        ALLOWED,
        /** There is no token, or the header is not written as one. */
        MISSING,
        /** The token is not good. */
        REFUSED
    }

    /**
     * @throws IllegalArgumentException if nobody would be asked for a token though others than this
     *     machine can connect, or the key cannot be used; the message says what to do
     */
    public static Access of(Vertx vertx, HubSettings settings) {
        HubSettings.Jwt jwt = settings.jwt();
        if (!jwt.isOn()) {
            if (!Loopback.is(settings.host())) {
                throw new IllegalArgumentException(
                        "hub.host is "
                                + settings.host()
                                + ", which other machines can reach, so tokens must be on: set"
                                + " hub.jwt.secret (or MCP_JWT_SECRET) or hub.jwt.publicKeyFile,"
                                + " or bind to 127.0.0.1");
            }
            return new Access(null);
        }
        if (!jwt.secret().isEmpty() && jwt.secret().length() < SAFE_SECRET_BYTES) {
            LOGGER.atWarn().log("the secret of tokens is shorter than 32 bytes and can be guessed");
        }
        return new Access(JWTAuth.create(vertx, options(jwt)));
    }

    /**
     * @param authorization the header, null where there is none
     */
    public Future<Verdict> check(@Nullable String authorization) {
        if (tokens == null) {
            return Future.succeededFuture(Verdict.ALLOWED);
        }
        if (authorization == null
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Future.succeededFuture(Verdict.MISSING);
        }
        String token = authorization.substring(SCHEME.length()).strip();
        return tokens.authenticate(new TokenCredentials(token))
                .map(user -> Verdict.ALLOWED)
                .otherwise(Verdict.REFUSED);
    }

    private static JWTAuthOptions options(HubSettings.Jwt jwt) {
        JWTOptions demands = new JWTOptions().setLeeway(LEEWAY_SECONDS);
        if (!jwt.issuer().isEmpty()) {
            demands.setIssuer(jwt.issuer());
        }
        if (!jwt.audience().isEmpty()) {
            demands.setAudience(List.of(jwt.audience()));
        }
        // One key, one algorithm: a token cannot choose how it is checked.
        PubSecKeyOptions key =
                jwt.publicKeyFile().isEmpty()
                        ? new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(jwt.secret())
                        : new PubSecKeyOptions()
                                .setAlgorithm("RS256")
                                .setBuffer(pem(jwt.publicKeyFile()));
        return new JWTAuthOptions().addPubSecKey(key).setJWTOptions(demands);
    }

    private static String pem(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "hub.jwt.publicKeyFile cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
