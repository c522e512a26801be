package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate that signs itself, made by the JDK's keytool, as files for nsqd. */
record Certificate(Path certificate, Path key) {
    private static final String PASSWORD = "changeit";

    /**
     * @param names such as {@code dns:localhost}
     */
    static Certificate of(Path folder, String names) throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "nsqd",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=nsqd",
                                "-ext",
                                "san=" + names,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        write(certificate, "CERTIFICATE", keys.getCertificate("nsqd").getEncoded());
        write(key, "PRIVATE KEY", keys.getKey("nsqd", PASSWORD.toCharArray()).getEncoded());
        return new Certificate(certificate, key);
    }

    /** For whoever trusts this one only. */
    NsqOptions.Tls trusted() {
        return new NsqOptions.Tls.On(
                new ClientSSLOptions()
                        .setTrustOptions(
                                new PemTrustOptions().addCertPath(certificate.toString())));
    }

    private static void write(Path file, String kind, byte[] bytes) throws Exception {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    }
}
