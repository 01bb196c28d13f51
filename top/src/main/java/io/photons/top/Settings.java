package io.photons.top;

import java.time.Duration;
import java.util.List;

/**
 * What the command line asks for, checked.
 *
 * @param pid the JVM
 * @param every from one look to the next
 * @param once whether there is one look only
 * @param json whether it is told as JSON
 * @param sort the order at first
 * @param filter what is shown at first
 * @param flat whether there is one list at first
 * @param stacks whose stacks are told: ids of tasks, or parts of their names
 */
record Settings(
        long pid,
        Duration every,
        boolean once,
        boolean json,
        Sort sort,
        String filter,
        boolean flat,
        List<String> stacks) {

    Settings {
        stacks = List.copyOf(stacks);
    }
}
