package io.photons.async;

/**
 * The scope of the tasks that serve a streamer's subscribers. They are no work of the streamer, which ends without regard
 * to them, but its close waits for them.
 *
 * <p><b>Source.</b> S12, E1.
 */
final class Subscriptions extends Scope {

    private final String label;

    Subscriptions(Scope streamer) {
        super(new Settings(null, null, Integer.MAX_VALUE, false, streamer.settings.graceNanos()), streamer);
        this.label = streamer.label() + " subscriptions";
        watch();
    }

    /** Has all subscriptions look again whether the iteration has ended. */
    void wake() {
        for (Job<?> job : snapshot()) {
            ((ResultSubscription.Driver) job).subscription.wake();
        }
    }

    /**
     * Cancels the drivers and waits for them.
     *
     * @return true if the thread was interrupted
     */
    boolean end() {
        finalFuture.cancel(label + " are closed");
        return closeAndWait();
    }

    @Override
    void collect(Job<?> job) {
        ((ResultSubscription.Driver) job).subscription.tellWithoutDriver();
    }

    @Override
    TaskSnapshot.Kind kind() {
        return TaskSnapshot.Kind.SUBSCRIPTIONS;
    }

    @Override
    String label() {
        return label;
    }
}
