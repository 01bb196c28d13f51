package io.photons.async;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What stands before a {@link Cursor}: memory laid out by superclass first, so that nothing gets between. */
@SuppressWarnings("unused") // room is all it is for
abstract class CursorMargin {
    private long before1, before2, before3, before4, before5, before6, before7;
    private long before8, before9, before10, before11, before12, before13, before14;
}

/** The one number of a {@link Cursor}. */
abstract class CursorValue extends CursorMargin {
    volatile long value;
}

/**
 * A number that some threads write all the time, on cache lines of its own: who reads or writes what lies beside it is not
 * held up by them.
 *
 * <p><b>Source.</b> S2.
 */
@SuppressWarnings("unused") // room on the other side
final class Cursor extends CursorValue {

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(CursorValue.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long after1, after2, after3, after4, after5, after6, after7;
    private long after8, after9, after10, after11, after12, after13, after14;

    long get() {
        return value;
    }

    void set(long next) {
        value = next;
    }

    boolean move(long from, long to) {
        return VALUE.compareAndSet(this, from, to);
    }
}
