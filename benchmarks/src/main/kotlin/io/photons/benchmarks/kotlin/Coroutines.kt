package io.photons.benchmarks.kotlin

import io.photons.benchmarks.Contender
import io.photons.benchmarks.Library
import io.photons.benchmarks.Load
import io.photons.benchmarks.Role
import io.photons.benchmarks.Trial
import io.photons.benchmarks.callback.AddedAndFired
import io.photons.benchmarks.tick.Ticking

/** Kotlin's coroutines. They have no thread each, so they are there for scale. */
class Coroutines : Library {
    override fun contenders(work: String): List<Contender> =
        when (work) {
            "spawn", "spawn-from-virtual" -> listOf(Row("Kotlin launch (no threads)", ::launched))
            "stream" -> listOf(Row("Kotlin channelFlow (no threads)", ::channelFlow))
            "merge" -> listOf(Row("Kotlin merge (no threads)", ::merge))
            "timeout", "timeout-from-platform", "timeout-from-two" ->
                listOf(Row("Kotlin withTimeout + async (no threads)", ::timeouts))
            "cancel" -> listOf(Row("Kotlin cancelAndJoin (no threads)", ::cancelled))
            "callbacks", "callbacks-left" -> listOf(Row("Kotlin invokeOnCompletion + dispose", ::addAndDispose))
            "callbacks-fired" -> listOf(Row("Kotlin invokeOnCompletion", ::fired))
            "callbacks-added" -> listOf(AddedAndFired(Row("Kotlin invokeOnCompletion", ::fired)))
            "parked" -> listOf(Row("Kotlin launch (no threads)", ::parked))
            "ticker", "tickers" -> listOf(Ticking("Kotlin ticker (no threads)", Role.OTHER, true, ::tickers))
            else -> emptyList()
        }
}

/** A row of a table. */
private class Row(private val name: String, private val trial: (Load) -> Trial) : Contender {
    override fun name() = name

    override fun role() = Role.OTHER

    override fun prepare(load: Load) = trial(load)
}
