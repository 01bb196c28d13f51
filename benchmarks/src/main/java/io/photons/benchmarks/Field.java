package io.photons.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;

/** The contenders of a table, and those that cannot run on this JVM with the reason why. */
public final class Field {

    private final List<Contender> contenders = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();

    /**
     * Adds a contender that runs everywhere.
     *
     * @param contender the contender
     * @return this
     */
    public Field with(Contender contender) {
        contenders.add(contender);
        return this;
    }

    /**
     * Adds a contender that some JVMs cannot run.
     *
     * @param name its name
     * @param maker makes it, or throws
     * @return this
     */
    public Field withIfPossible(String name, Callable<? extends Contender> maker) {
        try {
            contenders.add(maker.call());
        } catch (Exception | LinkageError missing) {
            absent.add(name + " (" + reason(missing) + ")");
        }
        return this;
    }

    private static String reason(Throwable missing) {
        String message = String.valueOf((missing.getCause() == null ? missing : missing.getCause()).getMessage());
        return message.contains("--enable-preview") ? "needs --preview" : message;
    }

    /** Adds a library's contenders. */
    void enter(List<Contender> others) {
        contenders.addAll(others);
        contenders.sort(Comparator.comparing(Contender::role));
    }

    /** Adds the limit once more. */
    void enterLimitAgain() {
        enter(contenders.stream()
                .filter(contender -> contender.role() == Role.LIMIT)
                .<Contender>map(Again::new)
                .toList());
    }

    /** Drops the peers whose name contains none of the given parts. */
    void keep(List<String> parts) {
        contenders.removeIf(contender ->
                contender.role().compareTo(Role.PEER) >= 0 && parts.stream().noneMatch(contender.name()::contains));
    }

    List<Contender> contenders() {
        return contenders;
    }

    List<String> absent() {
        return absent;
    }
}
