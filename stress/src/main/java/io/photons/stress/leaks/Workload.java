package io.photons.stress.leaks;

/** Something that is used very often on things that live long; they live on between calls, and are asked for at the end. */
interface Workload extends AutoCloseable {

    /** What is counted. */
    String what();

    /** How many make a fair number, where ten million are the measure. */
    default long share(long count) {
        return count;
    }

    /** Uses it that often, from the calling thread, and returns when all of it has ended. */
    void run(long count) throws Exception;

    /** Lets go of what lived long. */
    @Override
    default void close() {}
}
