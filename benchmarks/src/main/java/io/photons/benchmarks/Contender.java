package io.photons.benchmarks;

/** One row of a table: a way to do the work. */
public interface Contender {

    /**
     * Returns the head of the row.
     *
     * @return the name of the way
     */
    String name();

    /**
     * Returns what this is to its table.
     *
     * @return the role
     */
    default Role role() {
        return Role.PEER;
    }

    /**
     * Tells whether it does what a column asks for.
     *
     * @param load the column
     * @return false to leave the cell empty
     */
    default boolean takes(Load load) {
        return true;
    }

    /**
     * Returns why it does not do what some column asks for.
     *
     * @return the reason, or nothing
     */
    default String remark() {
        return "";
    }

    /**
     * Makes ready for one go, unmeasured.
     *
     * @param load how much of what
     * @return what is to be measured
     * @throws Exception if it cannot, which ends the run
     */
    Trial prepare(Load load) throws Exception;
}
