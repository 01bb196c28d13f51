package io.photons.watch;

import io.photons.async.ErrorCatcher;
import io.photons.terminal.Printable;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The checks that ended by a fault of this program: how many, and the first of them in full.
 *
 * <p><b>Threads.</b> All fields are read and written under the lock, by the checks' threads and the one that tells.
 */
final class Faults implements ErrorCatcher<Throwable> {

    private final ReentrantLock lock = new ReentrantLock();
    private long count;
    private @Nullable Throwable first;

    @Override
    public void caught(Throwable fault) {
        lock.lock();
        try {
            count++;
            if (first == null) {
                first = fault;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells of them, if there are any. */
    void tell(PrintStream out) {
        Throwable shown;
        long number;
        lock.lock();
        try {
            shown = first;
            number = count;
        } finally {
            lock.unlock();
        }
        if (shown != null) {
            out.println("photons watch: " + number + " checks ended by a fault of this program");
            StringWriter trace = new StringWriter();
            shown.printStackTrace(new PrintWriter(trace));
            trace.toString()
                    .lines()
                    .map(line -> Printable.of(line.replace("\t", "    ")))
                    .forEach(out::println);
        }
    }
}
