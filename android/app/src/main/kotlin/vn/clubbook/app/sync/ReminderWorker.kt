package vn.clubbook.app.sync

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import androidx.work.CoroutineWorker
import androidx.work.ExistingPeriodicWorkPolicy
import androidx.work.ListenableWorker
import androidx.work.PeriodicWorkRequestBuilder
import androidx.work.WorkManager
import androidx.work.WorkerFactory
import androidx.work.WorkerParameters
import java.util.concurrent.TimeUnit
import vn.clubbook.app.MainActivity
import vn.clubbook.app.R
import vn.clubbook.app.appearance.AppearancePreferences
import vn.clubbook.app.appearance.applyTo
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.ReminderKind
import vn.clubbook.ffi.ReminderView

/** Once a day: shows what the core reminds of, and takes away what it no longer says. */
class ReminderWorker(context: Context, parameters: WorkerParameters, private val ask: suspend () -> List<ReminderView>?) :
    CoroutineWorker(context, parameters) {
    private val words by lazy { AppearancePreferences(applicationContext).appearance.applyTo(applicationContext) }
    private val notifications by lazy { applicationContext.getSystemService(Context.NOTIFICATION_SERVICE) as NotificationManager }

    override suspend fun doWork(): Result {
        val found = try {
            ask()
        } catch (_: ClubbookException) {
            null
        }
        for (kind in ReminderKind.entries) show(kind, found?.find { it.kind == kind })
        return Result.success()
    }

    private fun show(kind: ReminderKind, said: ReminderView?) {
        if (said == null) return notifications.cancel(kind.number)
        val channel = NotificationChannel(CHANNEL, words.getString(R.string.sent_reminders), NotificationManager.IMPORTANCE_DEFAULT)
        notifications.createNotificationChannel(channel)
        val open = Intent(applicationContext, MainActivity::class.java)
        val reminder = Notification.Builder(applicationContext, CHANNEL)
            .setSmallIcon(R.drawable.ic_launcher_monochrome)
            .setContentTitle(said.title)
            .setContentText(said.words)
            .setStyle(Notification.BigTextStyle().bigText(said.words))
            .setContentIntent(PendingIntent.getActivity(applicationContext, 0, open, PendingIntent.FLAG_IMMUTABLE))
            .setAutoCancel(true)
            .build()
        notifications.notify(kind.number, reminder)
    }

    companion object {
        const val DAILY = "reminder"
        private const val CHANNEL = "reminders"

        /** By which the system tells one notification from the other. */
        private val ReminderKind.number get() = ordinal + 1

        fun scheduleDaily(context: Context) {
            val request = PeriodicWorkRequestBuilder<ReminderWorker>(1, TimeUnit.DAYS).setInitialDelay(1, TimeUnit.DAYS).build()
            WorkManager.getInstance(context).enqueueUniquePeriodicWork(DAILY, ExistingPeriodicWorkPolicy.KEEP, request)
        }
    }
}

/** Gives the worker a way to ask; null when the book cannot be opened. */
class ReminderWorkers(private val ask: suspend () -> List<ReminderView>?) : WorkerFactory() {
    override fun createWorker(appContext: Context, workerClassName: String, workerParameters: WorkerParameters): ListenableWorker? =
        if (workerClassName == ReminderWorker::class.java.name) ReminderWorker(appContext, workerParameters, ask) else null
}
