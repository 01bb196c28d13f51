package io.photons.watch;

import java.net.URI;

/** Something to check. */
sealed interface Target {

    /** What the target is called in every output; equal between two runs. */
    String name();

    /**
     * A page that is fetched.
     *
     * @param name what it is called
     * @param uri an absolute {@code http} or {@code https} address with a host
     */
    record Page(String name, URI uri) implements Target {}

    /**
     * A port that is connected to.
     *
     * @param name what it is called
     * @param host a name or an address
     * @param port from 1 to 65535
     */
    record Port(String name, String host, int port) implements Target {}
}
