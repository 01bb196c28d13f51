/** Virtual time, leak checks and other help for testing code that uses Photons. */
module io.photons.async.testkit {
    requires transitive io.photons.async;
    requires static org.jspecify;
    requires static org.junit.jupiter.api;
}
