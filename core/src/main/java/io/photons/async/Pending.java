package io.photons.async;

/**
 * What the state of a {@link Deferred} refers to while it is pending and somebody waits for its end: one {@link
 * Registration}, or several {@link Registrations}.
 */
abstract sealed class Pending permits Registration, Registrations {}
