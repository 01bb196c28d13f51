package io.photons.async.tests;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Runs each scenario of {@link UnloadableProgram} in two copies of the library, of which one is shut on the way, and prints
 * whether both saw the same.
 */
final class UnloadableMain {

    private static final long PATIENCE_SECONDS = 10;

    private UnloadableMain() {}

    public static void main(String[] args) throws Exception {
        for (String scenario : UnloadableProgram.SCENARIOS) {
            try (ShutLoader open = new ShutLoader();
                    ShutLoader shut = new ShutLoader()) {
                List<String> usual = run(open, () -> {}, scenario);
                List<String> seen = run(shut, shut::shut, scenario);
                boolean asEver = !seen.isEmpty() && seen.equals(usual) && shut.refused.isEmpty();
                System.out.println(scenario + ": "
                        + (asEver ? "as ever" : seen + " instead of " + usual + ", asked for " + shut.refused));
            }
        }
        System.exit(0); // also where something hangs
    }

    @SuppressWarnings("unchecked")
    private static List<String> run(ShutLoader loader, Runnable shut, String scenario) throws Exception {
        Function<String, List<String>> program =
                (Function<String, List<String>>) loader.loadClass(UnloadableProgram.class.getName())
                        .getConstructor(Runnable.class)
                        .newInstance(shut);
        CompletableFuture<List<String>> ended = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                ended.complete(program.apply(scenario));
            } catch (Throwable thrown) {
                ended.complete(List.of("thrown " + thrown));
            }
        });
        try {
            return ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return List.of("hangs");
        }
    }
}
