package io.photons.benchmarks.spawn;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.SuspendLambda;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import org.jspecify.annotations.Nullable;

/** Kotlin's coroutines: {@code runBlocking(Dispatchers.Default) { repeat(n) { launch { … } } }}. */
final class KotlinLaunch implements Contender {

    @Override
    public String name() {
        return "Kotlin launch (no threads)";
    }

    @Override
    public Role role() {
        return Role.OTHER;
    }

    @Override
    public Trial prepare(Load load) {
        boolean parks = load.body().equals(Bodies.PARK);
        return () -> BuildersKt.runBlocking(Dispatchers.getDefault(), (scope, completion) -> {
            for (int i = 0; i < load.operations(); i++) {
                BuildersKt.launch(scope, EmptyCoroutineContext.INSTANCE, CoroutineStart.DEFAULT, new Body(parks, null));
            }
            return Unit.INSTANCE;
        });
    }

    /** What Kotlin's compiler makes of {@code { if (parks) delay(1) }}. */
    private static final class Body extends SuspendLambda
            implements Function2<CoroutineScope, Continuation<? super Unit>, Object> {
        private static final long serialVersionUID = 1L;

        private final boolean parks;
        private boolean resumed;

        Body(boolean parks, @Nullable Continuation<Object> completion) {
            super(2, completion);
            this.parks = parks;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Continuation<Unit> create(@Nullable Object value, Continuation<?> completion) {
            Continuation<?> made = new Body(parks, (Continuation<Object>) completion);
            return (Continuation<Unit>) made;
        }

        @Override
        public Object invoke(CoroutineScope scope, Continuation<? super Unit> completion) {
            return ((Body) (Continuation<?>) create(scope, completion)).invokeSuspend(Unit.INSTANCE);
        }

        @Override
        protected Object invokeSuspend(Object result) {
            if (parks && !resumed) {
                resumed = true;
                Object suspended = IntrinsicsKt.getCOROUTINE_SUSPENDED();
                if (DelayKt.delay(1, this) == suspended) {
                    return suspended;
                }
            }
            return Unit.INSTANCE;
        }
    }
}
