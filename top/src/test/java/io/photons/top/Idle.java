package io.photons.top;

import java.io.IOException;
import java.io.OutputStream;

/** A program without a task. */
final class Idle {

    private Idle() {}

    /**
     * Runs until its standard input ends, having printed a line.
     *
     * @param args none
     */
    public static void main(String[] args) throws IOException {
        System.out.println("open");
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
