package io.photons.async.tests;

import io.photons.async.AsyncRuntime;

/** The real world, with places to stand in its doors: a test overrides what it wants to hold up or to have fail. */
class Door implements AsyncRuntime {

    final AsyncRuntime system = AsyncRuntime.system();

    @Override
    public long nanoTime() {
        return system.nanoTime();
    }

    @Override
    public Thread start(String name, Body body) {
        return system.start(name, body);
    }

    @Override
    public void park(Object blocker, long deadline) {
        system.park(blocker, deadline);
    }

    @Override
    public void unpark(Thread thread) {
        system.unpark(thread);
    }

    @Override
    public void interrupt(Thread thread) {
        system.interrupt(thread);
    }

    @Override
    public Timer schedule(long at, Runnable signal) {
        return system.schedule(at, signal);
    }

    @Override
    public int pendingTimers() {
        return system.pendingTimers();
    }
}
