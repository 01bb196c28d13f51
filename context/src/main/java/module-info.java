/** Carries the context that Micrometer's context-propagation knows of into tasks. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // context-propagation has no descriptor yet
module io.photons.async.context {
    requires transitive context.propagation;
    requires transitive io.photons.async;
    requires static org.jspecify;

    exports io.photons.async.context;

    provides io.photons.async.ContextCarrier with
            io.photons.async.context.SnapshotCarrier;
}
