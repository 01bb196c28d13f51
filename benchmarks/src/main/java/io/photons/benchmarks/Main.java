package io.photons.benchmarks;

import java.io.IOException;

/** The entry point of {@code photons bench}: takes the arguments of JMH. */
public final class Main {

    private Main() {}

    /**
     * Runs the benchmarks that the arguments choose.
     *
     * @param args the arguments of JMH
     * @throws IOException if JMH cannot read its list of benchmarks or write its result
     */
    public static void main(String[] args) throws IOException {
        org.openjdk.jmh.Main.main(args);
    }
}
