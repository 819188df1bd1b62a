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
import vn.clubbook.ffi.ClubbookInterface
import vn.clubbook.ffi.StatusView
import vn.clubbook.presentation.sent.isLongUnsent

/** What somebody may have to be reminded of: how the phone stands, and to how many people whoever is at it should go. */
class ToRemind(val status: StatusView, val visits: Int) {
    companion object {
        /** Where nobody is at the phone nobody has to go anywhere. */
        fun of(core: ClubbookInterface): ToRemind {
            val visits = try {
                core.today().visits.count { it.isMine }
            } catch (_: ClubbookException.Locked) {
                0
            }
            return ToRemind(core.status(), visits)
        }
    }
}

/** Once a day: says how many are to be visited, and that something waits for a week to be sent. It names nobody: the phone may lie on a table. */
class ReminderWorker(context: Context, parameters: WorkerParameters, private val ask: suspend () -> ToRemind?) :
    CoroutineWorker(context, parameters) {
    private val words by lazy { AppearancePreferences(applicationContext).appearance.applyTo(applicationContext) }
    private val notifications by lazy { applicationContext.getSystemService(Context.NOTIFICATION_SERVICE) as NotificationManager }

    override suspend fun doWork(): Result {
        val found = try {
            ask()
        } catch (_: ClubbookException) {
            null
        }
        val status = found?.status
        // A phone that may not be used any longer says whom to ask, by name.
        val unsent = status?.takeIf { it.isLongUnsent(Instant.now()) && !it.isRevoked }
        show(UNSENT, R.string.sent_reminder, unsent?.run { "$sentence ${words.getString(R.string.sent_reminder_next)}" })
        val visits = found?.visits?.takeIf { it > 0 && !found.status.isRevoked }
        show(VISITS, R.string.visits_reminder, visits?.let { words.getString(R.string.visits_reminder_next, it) })
        return Result.success()
    }

    /** [text] is null where there is nothing to say any more. */
    private fun show(number: Int, title: Int, text: String?) {
        if (text == null) return notifications.cancel(number)
        val channel = NotificationChannel(CHANNEL, words.getString(R.string.sent_reminders), NotificationManager.IMPORTANCE_DEFAULT)
        notifications.createNotificationChannel(channel)
        val open = Intent(applicationContext, MainActivity::class.java)
        val reminder = Notification.Builder(applicationContext, CHANNEL)
            .setSmallIcon(R.drawable.ic_launcher_monochrome)
            .setContentTitle(words.getString(title))
            .setContentText(text)
            .setStyle(Notification.BigTextStyle().bigText(text))
            .setContentIntent(PendingIntent.getActivity(applicationContext, 0, open, PendingIntent.FLAG_IMMUTABLE))
            .setAutoCancel(true)
            .build()
        notifications.notify(number, reminder)
    }

    companion object {
        const val DAILY = "reminder"
        private const val CHANNEL = "reminders"
        private const val UNSENT = 1
        private const val VISITS = 2

        fun scheduleDaily(context: Context) {
            val request = PeriodicWorkRequestBuilder<ReminderWorker>(1, TimeUnit.DAYS).setInitialDelay(1, TimeUnit.DAYS).build()
            WorkManager.getInstance(context).enqueueUniquePeriodicWork(DAILY, ExistingPeriodicWorkPolicy.KEEP, request)
        }
    }
}

/** Gives the worker a way to ask; null when the book cannot be opened. */
class ReminderWorkers(private val ask: suspend () -> ToRemind?) : WorkerFactory() {
    override fun createWorker(appContext: Context, workerClassName: String, workerParameters: WorkerParameters): ListenableWorker? =
        if (workerClassName == ReminderWorker::class.java.name) ReminderWorker(appContext, workerParameters, ask) else null
}
