package io.photons.benchmarks.callback;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import kotlin.Unit;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;

/** Kotlin's job: {@code invokeOnCompletion} and {@code dispose}. */
final class KotlinCallbacks implements Contender {

    @Override
    public String name() {
        return "Kotlin invokeOnCompletion + dispose";
    }

    @Override
    public Trial prepare(Load load) {
        Job job = JobKt.Job(null);
        for (int i = 0; i < Callbacks.others(load); i++) {
            job.invokeOnCompletion(error -> Unit.INSTANCE);
        }
        return () -> {
            for (int i = 0; i < load.operations(); i++) {
                job.invokeOnCompletion(error -> Unit.INSTANCE).dispose();
            }
        };
    }
}
