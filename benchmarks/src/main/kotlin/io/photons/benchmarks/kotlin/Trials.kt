package io.photons.benchmarks.kotlin

import io.photons.benchmarks.Bodies
import io.photons.benchmarks.Crowd
import io.photons.benchmarks.Load
import io.photons.benchmarks.Trial
import io.photons.benchmarks.callback.Callbacks
import io.photons.benchmarks.callback.Firing
import io.photons.benchmarks.merge.Merge
import io.photons.benchmarks.tick.Ticks
import io.photons.benchmarks.timeout.Timeouts
import kotlin.time.Duration.Companion.nanoseconds
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.ObsoleteCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.ticker
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.merge
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout

private suspend fun body(parks: Boolean) {
    if (parks) delay(1)
}

private fun parks(load: Load) = load.body().startsWith(Bodies.PARKS)

internal fun launched(load: Load): Trial {
    val parks = parks(load)
    return Trial { runBlocking(Dispatchers.Default) { repeat(load.operations()) { launch { body(parks) } } } }
}

internal fun channelFlow(load: Load): Trial {
    val parks = parks(load)
    return Trial {
        var taken = 0
        runBlocking(Dispatchers.Default) {
            channelFlow {
                    repeat(load.operations()) {
                        launch {
                            body(parks)
                            send(true)
                        }
                    }
                }
                .collect { taken++ }
        }
        check(taken == load.operations()) { "$taken results" }
    }
}

internal fun merge(load: Load) = Trial {
    var taken = 0
    val each = Merge.each(load)
    runBlocking(Dispatchers.Default) {
        List(Merge.producers(load)) { flow { repeat(each) { emit(it) } } }.merge().collect { taken++ }
    }
    Merge.check(load, taken)
}

internal fun timeouts(load: Load): Trial {
    val parks = parks(load)
    val threads = Timeouts.threads(load)
    val limit = Timeouts.LIMIT.toMillis()
    return Trial {
        runBlocking(Dispatchers.Default) {
            repeat(threads) {
                launch { repeat(load.operations() / threads) { withTimeout(limit) { async { body(parks) }.await() } } }
            }
        }
    }
}

private fun crowd(job: Job, size: Int): Crowd {
    val crowd = Crowd(size)
    val scope = CoroutineScope(Dispatchers.Default + job)
    repeat(size) {
        scope.launch {
            crowd.arrive()
            awaitCancellation()
        }
    }
    return crowd
}

internal fun cancelled(load: Load): Trial {
    val job = Job()
    crowd(job, load.operations()).await()
    return Trial { runBlocking { job.cancelAndJoin() } }
}

internal fun parked(load: Load) =
    object : Trial {
        private val job = Job()

        override fun run() = crowd(job, load.operations()).await()

        override fun clear() = runBlocking { job.cancelAndJoin() }
    }

internal fun addAndDispose(load: Load): Trial {
    val job = Job()
    repeat(Callbacks.others(load)) { job.invokeOnCompletion {} }
    return Trial { repeat(load.operations() * load.repeats()) { job.invokeOnCompletion {}.dispose() } }
}

internal fun fired(load: Load): Trial =
    Firing.of<CompletableJob>(
        load,
        { Job() },
        { job, callback -> job.invokeOnCompletion { callback.run() } },
        { job -> job.complete() },
    )

@OptIn(ObsoleteCoroutinesApi::class)
internal fun tickers(ticks: Ticks): AutoCloseable {
    val all =
        CoroutineScope(Dispatchers.Default).launch {
            repeat(ticks.tickers()) { number ->
                launch {
                    delay(ticks.offset(number).nanoseconds)
                    ticks.begin(number)
                    val channel = ticker(ticks.every().toMillis(), initialDelayMillis = 0)
                    for (tick in channel) {
                        if (!ticks.tick(number)) break
                    }
                    channel.cancel()
                }
            }
        }
    return AutoCloseable { runBlocking { all.join() } }
}
