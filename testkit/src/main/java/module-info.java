/** Virtual time, leak checks and other help for testing code that uses Photons. */
module io.photons.async.testkit {
    requires transitive io.photons.async;
    requires static org.jspecify;
    requires static org.junit.jupiter.api;

    exports io.photons.async.testkit;

    // JUnit makes the extensions.
    opens io.photons.async.testkit to
            org.junit.platform.commons;
}
