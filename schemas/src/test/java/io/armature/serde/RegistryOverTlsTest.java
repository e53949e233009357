package io.armature.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryOverTlsTest {
    private static final String PASSWORD = "changeit";

    @Test
    void aPrivateCertificateIsTrustedByKafkasOwnProperties(@TempDir Path folder) throws Exception {
        Path store = selfSigned(folder);
        try (FakeRegistry registry = FakeRegistry.over(context(store))) {
            Map<String, Object> properties = new HashMap<>(registry.properties());
            properties.put("max.retries", "0");
            assertThatThrownBy(() -> new SchemaRegistrar(properties).registerAll())
                    .isInstanceOf(RegistryUnreachableException.class)
                    .hasMessageContaining("certification path");

            properties.put("schema.registry.ssl.truststore.location", store.toString());
            properties.put("schema.registry.ssl.truststore.password", PASSWORD);
            properties.put("schema.registry.ssl.truststore.type", "PKCS12");
            assertThat(new SchemaRegistrar(properties).registerAll()).isPositive();
        }
    }

    private static Path selfSigned(Path folder) throws Exception {
        Path store = folder.resolve("registry.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "registry",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(said).isZero();
        return store;
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }
}
