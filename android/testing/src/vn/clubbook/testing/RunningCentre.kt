package vn.clubbook.testing

import java.io.File
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.util.concurrent.ConcurrentHashMap
import kotlin.concurrent.thread
import org.junit.rules.TemporaryFolder

/**
 * A real centre in a process of its own, with one club of so many [people], the fourth of whom may be the deputy, and the [road] on which
 * phones reach it.
 */
class RunningCentre(private val people: Int = 3, private val hasDeputy: Boolean = false) : TemporaryFolder() {
    private val program = File(System.getProperty("clubbook.server"))
    private lateinit var process: Process

    lateinit var road: Road
        private set

    override fun before() {
        super.before()
        check(program.canExecute()) { "cargo build -p clubbook-server, or say where it is: -Dserver=…" }
        val members = newFile("members.csv").apply { writeText(members(people, hasDeputy)) }
        ask("units", "add", "--code", "51", "--name", "Tỉnh Quảng Ngãi", "--kind", "province")
        ask("units", "add", "--code", "21289", "--name", "Xã Sơn Hà", "--kind", "commune", "--parent", "51")
        ask("club", "add", "--unit", "21289", "--number", CLUB, "--name", CLUB_NAME, "--meeting-day", "$MEETING_DAY")
        ask("club", "import", "--number", CLUB, members.path)
        process = run("serve", "--listen", "127.0.0.1:0", "--name", NAME)
        val port = process.inputReader().lineSequence().firstNotNullOf { Regex("""Answering on .*:(\d+)""").find(it) }.groupValues[1]
        road = Road(port.toInt())
    }

    override fun after() {
        road.close()
        process.destroy()
        process.waitFor()
        super.after()
    }

    /** A new code for somebody of the club. */
    fun code(role: String): String =
        Regex(""""digits":"(\d{8})"""").find(ask("code", "issue", "--club", CLUB, "--role", role))!!.groupValues[1]

    /** Takes the access of every phone of the club away. */
    fun revokePhones() {
        for (device in Regex(""""device":"([^"]+)"""").findAll(ask("device", "list", "--club", CLUB))) {
            ask("device", "revoke", device.groupValues[1])
        }
    }

    /** An officer looks at everything that waits for review and takes none of it. */
    fun refuseWhatWaits() {
        for (held in Regex("""\{[^{}]*\}""").findAll(ask("quarantine", "list"))) {
            fun field(name: String) = Regex(""""$name":"?([0-9a-f]+)""").find(held.value)!!.groupValues[1]
            ask("quarantine", "refuse", field("device"), field("first"), field("last"), "--reason", "ghi nhầm")
        }
    }

    private fun ask(vararg command: String): String {
        val asked = run("--json", *command)
        val said = asked.inputReader().readText()
        check(asked.waitFor() == 0) { "${command.toList()}: $said" }
        return said
    }

    private fun run(vararg command: String): Process = ProcessBuilder(program.path, "--data", File(root, "centre").path, *command)
        .redirectError(ProcessBuilder.Redirect.appendTo(File(root, "centre.log")))
        .start()

    companion object {
        const val CLUB = "7"
        const val MEETING_DAY = 17
        const val CLUB_NAME = "CLB thôn Gò Deo"
        const val NAME = "Hội Người cao tuổi tỉnh Quảng Ngãi"
        private const val NAMED = """full_name,sex,birth,hamlet,membership.register_no,membership.roles
Đinh Thị Lan,female,1955,Thôn Gò Deo,1,club_head
Phạm Văn Hùng,male,1962,Thôn Gò Deo,2,volunteer
Hồ Thị Mười,female,1944,Thôn Gò Deo,3,
"""
        private val FAMILIES = listOf("Đinh", "Phạm", "Hồ", "Trần", "Nguyễn", "Lê", "Võ")
        private val GIVEN = listOf("An", "Bình", "Cúc", "Dung", "Giang", "Hạnh", "Khoa", "Liên", "Nga", "Phúc", "Sơn", "Tâm")

        /** The first three have tasks and names that tests know; nobody else has the name of another. */
        private fun members(people: Int, hasDeputy: Boolean) = NAMED + (4..people).joinToString("") { number ->
            val name = "${FAMILIES[number % FAMILIES.size]} ${if (number % 2 == 0) "Thị" else "Văn"} ${GIVEN[number % GIVEN.size]}"
            val task = if (hasDeputy && number == 4) "club_deputy" else ""
            "$name,${if (number % 2 == 0) "female" else "male"},${1930 + number % 40},Thôn Gò Deo,$number,$task\n"
        }
    }
}

/**
 * The only way to the centre. It can be closed, break off each answer at its first byte, when the centre has done what it was asked,
 * or lead to somebody who only says that the centre is out of order.
 */
class Road(private val centre: Int) : AutoCloseable {
    enum class Condition { Open, Closed, AnswersLost, OutOfOrder }

    private val entrance = ServerSocket(0, 50, InetAddress.getLoopbackAddress())
    private val sockets: MutableSet<Socket> = ConcurrentHashMap.newKeySet()

    val address = "http://127.0.0.1:${entrance.localPort}"

    var condition = Condition.Open
        set(value) {
            field = value
            // What was agreed over an open road does not hold any longer.
            sockets.forEach(Socket::close)
            sockets.clear()
        }

    init {
        thread(isDaemon = true) {
            while (!entrance.isClosed) {
                val phone = runCatching { entrance.accept() }.getOrNull() ?: return@thread
                when (condition) {
                    Condition.Closed -> phone.close()
                    Condition.OutOfOrder -> sayOutOfOrder(phone)
                    Condition.Open, Condition.AnswersLost -> carry(phone)
                }
            }
        }
    }

    private fun sayOutOfOrder(phone: Socket) = phone.use {
        it.getInputStream().read()
        it.getOutputStream().write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".toByteArray())
    }

    private fun carry(phone: Socket) {
        val answersLost = condition == Condition.AnswersLost
        val server = Socket(InetAddress.getLoopbackAddress(), centre)
        sockets += listOf(phone, server)
        between(phone, server, breaksOff = false)
        between(server, phone, breaksOff = answersLost)
    }

    private fun between(from: Socket, to: Socket, breaksOff: Boolean) = thread(isDaemon = true) {
        runCatching {
            if (breaksOff) from.getInputStream().read() else from.getInputStream().transferTo(to.getOutputStream())
        }
        from.close()
        to.close()
    }

    override fun close() {
        entrance.close()
        condition = Condition.Closed
    }
}
