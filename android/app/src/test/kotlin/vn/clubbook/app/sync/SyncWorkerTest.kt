package vn.clubbook.app.sync

import android.app.Application
import androidx.test.core.app.ApplicationProvider
import androidx.work.ListenableWorker.Result
import androidx.work.NetworkType
import androidx.work.WorkInfo
import androidx.work.WorkManager
import androidx.work.testing.TestListenableWorkerBuilder
import androidx.work.testing.WorkManagerTestInitHelper
import java.util.UUID
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import vn.clubbook.app.ClubbookApplication
import vn.clubbook.bridge.Exchange
import vn.clubbook.bridge.ExchangeResult
import vn.clubbook.testing.FakeExchange

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class SyncWorkerTest {
    private val app = ApplicationProvider.getApplicationContext<Application>() as ClubbookApplication
    private val exchange = FakeExchange()

    @Before
    fun start() {
        app.exchange = exchange
        WorkManagerTestInitHelper.initializeTestWorkManager(app, app.workManagerConfiguration)
    }

    private fun jobs(name: String): List<WorkInfo> = WorkManager.getInstance(app).getWorkInfosForUniqueWork(name).get()

    private fun aNetworkComes(): UUID =
        jobs(SyncWorker.NOW).single().id.also { WorkManagerTestInitHelper.getTestDriver(app)!!.setAllConstraintsMet(it) }

    private fun after(job: UUID, what: (WorkInfo) -> Boolean): WorkInfo =
        runBlocking { WorkManager.getInstance(app).getWorkInfoByIdFlow(job).filterNotNull().first(what) }

    @Test
    fun `how an exchange ends decides whether the job is tried again`() {
        val results =
            ExchangeResult.entries.map { result ->
                val worker = TestListenableWorkerBuilder<SyncWorker>(app).setWorkerFactory(SyncWorkers { FakeExchange(result) }).build()
                runBlocking { worker.doWork() }
            }
        assertEquals(listOf(Result.success(), Result.retry(), Result.failure()), results)
    }

    @Test
    fun `a save is sent as soon as there is a network, and once`() {
        runBlocking { SyncWorker.scheduleNow(app) }
        assertEquals(listOf(WorkInfo.State.ENQUEUED), jobs(SyncWorker.NOW).map { it.state })
        assertEquals(0, exchange.runs)

        val job = aNetworkComes()
        assertEquals(WorkInfo.State.SUCCEEDED, after(job) { it.state.isFinished }.state)
        assertEquals(1, exchange.runs)
    }

    @Test
    fun `however much is saved without a network, one job waits`() {
        runBlocking { repeat(50) { SyncWorker.scheduleNow(app) } }
        assertEquals(listOf(WorkInfo.State.ENQUEUED), jobs(SyncWorker.NOW).map { it.state })
    }

    @Test
    fun `a save does not wait for the next turn of a job that has failed`() {
        app.exchange = FakeExchange(ExchangeResult.TryLater)
        runBlocking { SyncWorker.scheduleNow(app) }
        val failed = aNetworkComes()
        after(failed) { it.state == WorkInfo.State.ENQUEUED && it.runAttemptCount == 1 }

        runBlocking { SyncWorker.scheduleNow(app) }
        val fresh = jobs(SyncWorker.NOW).single { !it.state.isFinished }
        assertEquals(0, fresh.runAttemptCount)
        assertNotEquals(failed, fresh.id)
    }

    @Test
    fun `what is saved while a job runs is sent by another after it`() {
        val begun = CompletableDeferred<Unit>()
        val end = CompletableDeferred<Unit>()
        app.exchange = Exchange {
            begun.complete(Unit)
            end.await()
            ExchangeResult.Done
        }
        runBlocking {
            SyncWorker.scheduleNow(app)
            aNetworkComes()
            begun.await()
            repeat(3) { SyncWorker.scheduleNow(app) }
        }
        assertEquals(setOf(WorkInfo.State.RUNNING, WorkInfo.State.BLOCKED), jobs(SyncWorker.NOW).map { it.state }.toSet())
        assertEquals(2, jobs(SyncWorker.NOW).size)
        end.complete(Unit)
    }

    @Test
    fun `however often the app is opened there is one regular job, and it waits for a network`() {
        repeat(3) { SyncWorker.scheduleRegular(app) }
        assertEquals(listOf(NetworkType.CONNECTED), jobs(SyncWorker.REGULAR).map { it.constraints.requiredNetworkType })
    }
}
