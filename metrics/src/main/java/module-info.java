/** Binds the counts of tasks to the meters of Micrometer. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // Micrometer has no descriptor
module io.photons.async.metrics {
    requires io.photons.async;
    requires transitive micrometer.core;
    requires static org.jspecify;

    exports io.photons.async.metrics;
}
