package io.photons.watch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Who is in the embedded fleet and how each one behaves: all of it decided by the seed and the number of the check,
 * nothing by time or chance.
 *
 * @param members the endpoints, in order
 */
record FleetPlan(List<Member> members) {

    /** How many endpoints there are. */
    static final int SIZE = 200;

    /** What a flaky endpoint fails, in percent of its checks. */
    private static final int FLAKINESS = 40;

    FleetPlan {
        members = List.copyOf(members);
    }

    /** Draws a fleet in which each temper occurs. */
    static FleetPlan of(long seed) {
        Random random = new Random(seed);
        List<Temper> tempers = new ArrayList<>(List.of(Temper.values()));
        while (tempers.size() < SIZE) {
            tempers.add(draw(random));
        }
        Collections.shuffle(tempers, random);
        List<Member> members = new ArrayList<>();
        for (Temper temper : tempers) {
            String name = String.format(Locale.ROOT, "%s-%03d", temper.word(), members.size() + 1);
            members.add(new Member(name, temper, random.nextLong(), random.nextDouble()));
        }
        return new FleetPlan(members);
    }

    private static Temper draw(Random random) {
        int left = random.nextInt(
                List.of(Temper.values()).stream().mapToInt(Temper::weight).sum());
        for (Temper temper : Temper.values()) {
            left -= temper.weight();
            if (left < 0) {
                return temper;
            }
        }
        throw new IllegalStateException("more drawn than there is");
    }

    /**
     * One endpoint.
     *
     * @param name what it is called, equal in every run with this seed
     * @param temper how it behaves
     * @param salt what its moods are drawn from
     * @param pace from 0 to 1, how slow it is if it is slow
     */
    record Member(String name, Temper temper, long salt, double pace) {

        /** Whether this endpoint fails the check of that number (1, 2, 3 …). */
        boolean fails(long number) {
            return temper == Temper.FLAKY && new Random(salt + number * 0x9e3779b97f4a7c15L).nextInt(100) < FLAKINESS;
        }
    }
}
