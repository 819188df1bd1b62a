package vn.clubbook.app.sync

import android.content.Context
import android.os.Build
import androidx.work.Constraints
import androidx.work.CoroutineWorker
import androidx.work.ExistingPeriodicWorkPolicy
import androidx.work.ExistingWorkPolicy
import androidx.work.ListenableWorker
import androidx.work.NetworkType
import androidx.work.OneTimeWorkRequestBuilder
import androidx.work.OutOfQuotaPolicy
import androidx.work.PeriodicWorkRequestBuilder
import androidx.work.WorkInfo
import androidx.work.WorkManager
import androidx.work.WorkerFactory
import androidx.work.WorkerParameters
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.flow.first
import vn.clubbook.bridge.Exchange
import vn.clubbook.bridge.ExchangeResult

/** Sends and receives when there is a network, also when the app is closed and after a restart of the phone. */
class SyncWorker(context: Context, parameters: WorkerParameters, private val exchange: Exchange) : CoroutineWorker(context, parameters) {
    override suspend fun doWork(): Result = when (exchange.run()) {
        ExchangeResult.Done -> Result.success()

        ExchangeResult.TryLater -> Result.retry()

        // Trying again would not help: the screen "Sent or not" says what would.
        ExchangeResult.AskPerson -> Result.failure()
    }

    companion object {
        /** Every six hours, whoever opens the app or not. */
        const val REGULAR = "sync"

        /** As soon as there is a network, after something was saved or the app was opened. */
        const val NOW = "sync-now"

        private val onNetwork = Constraints.Builder().setRequiredNetworkType(NetworkType.CONNECTED).build()

        fun scheduleRegular(context: Context) {
            val request = PeriodicWorkRequestBuilder<SyncWorker>(6, TimeUnit.HOURS).setConstraints(onNetwork).build()
            WorkManager.getInstance(context).enqueueUniquePeriodicWork(REGULAR, ExistingPeriodicWorkPolicy.KEEP, request)
        }

        /**
         * One that waits will do, however much is saved meanwhile; one that waits longer since it failed gives way; one that is running may
         * have begun before the latest save, so another follows it.
         */
        suspend fun scheduleNow(context: Context) {
            val standing = WorkManager.getInstance(context).getWorkInfosForUniqueWorkFlow(NOW).first().filterNot { it.state.isFinished }
            val waits = standing.filter { it.state != WorkInfo.State.RUNNING }
            when {
                waits.isEmpty() -> schedule(context, ExistingWorkPolicy.APPEND_OR_REPLACE)
                waits.any { it.runAttemptCount > 0 } -> schedule(context, ExistingWorkPolicy.REPLACE)
            }
        }

        private fun schedule(context: Context, policy: ExistingWorkPolicy) {
            val request = OneTimeWorkRequestBuilder<SyncWorker>().setConstraints(onNetwork)
            // Before Android 12 "expedited" means a service with a notification; there an ordinary job starts as soon.
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) request.setExpedited(OutOfQuotaPolicy.RUN_AS_NON_EXPEDITED_WORK_REQUEST)
            WorkManager.getInstance(context).enqueueUniqueWork(NOW, policy, request.build())
        }
    }
}

/** Gives the worker its way to the centre, as it is at that moment. */
class SyncWorkers(private val exchange: () -> Exchange) : WorkerFactory() {
    override fun createWorker(appContext: Context, workerClassName: String, workerParameters: WorkerParameters): ListenableWorker? =
        if (workerClassName ==
            SyncWorker::class.java.name
        ) {
            SyncWorker(appContext, workerParameters, exchange())
        } else {
            null
        }
}
