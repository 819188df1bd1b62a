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
import java.time.Instant
import java.util.concurrent.TimeUnit
import vn.clubbook.app.MainActivity
import vn.clubbook.app.R
import vn.clubbook.app.appearance.AppearancePreferences
import vn.clubbook.app.appearance.applyTo
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.StatusView
import vn.clubbook.presentation.sent.isLongUnsent

/** Once a day: says so when something waits for a week to be sent. It names nobody: the phone may lie on a table. */
class ReminderWorker(context: Context, parameters: WorkerParameters, private val status: suspend () -> StatusView?) :
    CoroutineWorker(context, parameters) {
    override suspend fun doWork(): Result {
        val status = try {
            status()
        } catch (_: ClubbookException) {
            null
        }
        val notifications = applicationContext.getSystemService(NotificationManager::class.java) ?: return Result.success()
        if (status != null && status.isLongUnsent(Instant.now())) {
            remind(notifications, status.sentence)
        } else {
            notifications.cancel(UNSENT)
        }
        return Result.success()
    }

    private fun remind(notifications: NotificationManager, sentence: String) {
        val words = AppearancePreferences(applicationContext).appearance.applyTo(applicationContext)
        val channel = NotificationChannel(CHANNEL, words.getString(R.string.sent_reminders), NotificationManager.IMPORTANCE_DEFAULT)
        notifications.createNotificationChannel(channel)
        val open = Intent(applicationContext, MainActivity::class.java)
        val reminder = Notification.Builder(applicationContext, CHANNEL)
            .setSmallIcon(R.drawable.ic_launcher_monochrome)
            .setContentTitle(words.getString(R.string.sent_reminder))
            .setContentText(sentence)
            .setStyle(Notification.BigTextStyle().bigText(sentence + " " + words.getString(R.string.sent_reminder_next)))
            .setContentIntent(PendingIntent.getActivity(applicationContext, 0, open, PendingIntent.FLAG_IMMUTABLE))
            .setAutoCancel(true)
            .build()
        notifications.notify(UNSENT, reminder)
    }

    companion object {
        const val DAILY = "reminder"
        private const val CHANNEL = "unsent"
        private const val UNSENT = 1

        fun scheduleDaily(context: Context) {
            val request = PeriodicWorkRequestBuilder<ReminderWorker>(1, TimeUnit.DAYS).setInitialDelay(1, TimeUnit.DAYS).build()
            WorkManager.getInstance(context).enqueueUniquePeriodicWork(DAILY, ExistingPeriodicWorkPolicy.KEEP, request)
        }
    }
}

/** Gives the worker a way to ask where the phone stands; null when the book cannot be opened. */
class ReminderWorkers(private val status: suspend () -> StatusView?) : WorkerFactory() {
    override fun createWorker(appContext: Context, workerClassName: String, workerParameters: WorkerParameters): ListenableWorker? =
        if (workerClassName == ReminderWorker::class.java.name) ReminderWorker(appContext, workerParameters, status) else null
}
