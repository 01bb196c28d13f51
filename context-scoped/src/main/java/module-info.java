/** Carries scoped values into tasks. */
module io.photons.async.context.scoped {
    requires transitive io.photons.async;
    requires static org.jspecify;

    exports io.photons.async.context.scoped;
}
