package vn.clubbook.app.sync

import android.app.Application
import androidx.test.core.app.ApplicationProvider
import androidx.work.ListenableWorker.Result
import androidx.work.NetworkType
import androidx.work.WorkInfo
import androidx.work.WorkManager
import androidx.work.testing.TestListenableWorkerBuilder
import androidx.work.testing.WorkManagerTestInitHelper
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import vn.clubbook.app.ClubbookApplication
import vn.clubbook.bridge.ExchangeResult
import vn.clubbook.bridge.FakeExchange

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
        SyncWorker.scheduleNow(app)
        assertEquals(listOf(WorkInfo.State.ENQUEUED), jobs(SyncWorker.NOW).map { it.state })
        assertEquals(0, exchange.runs)

        WorkManagerTestInitHelper.getTestDriver(app)!!.setAllConstraintsMet(jobs(SyncWorker.NOW).single().id)
        assertEquals(1, exchange.runs)
        assertEquals(listOf(WorkInfo.State.SUCCEEDED), jobs(SyncWorker.NOW).map { it.state })
    }

    @Test
    fun `however often the app is opened there is one regular job, and it waits for a network`() {
        repeat(3) { SyncWorker.scheduleRegular(app) }
        assertEquals(listOf(NetworkType.CONNECTED), jobs(SyncWorker.REGULAR).map { it.constraints.requiredNetworkType })
    }
}
