package vn.clubbook.bridge

import java.io.File
import org.junit.rules.TemporaryFolder

/** A real centre: the program clubbook-server as a process of its own, with one club of a few people, over HTTP on this machine. */
class Centre : TemporaryFolder() {
    private lateinit var process: Process

    /** Where it answers, after a halt as before. */
    var address = ""
        private set

    override fun before() {
        super.before()
        say("units", "add", "--code", "51", "--name", "Tỉnh Quảng Ngãi", "--kind", "province")
        say("units", "add", "--code", "21130", "--name", "Xã Sơn Hà", "--kind", "commune", "--parent", "51")
        say("club", "add", "--unit", "21130", "--number", CLUB, "--name", "CLB LTHTGN thôn Gò Deo")
        val members = newFile("members.csv").apply { writeText(MEMBERS) }
        say("club", "import", "--number", CLUB, members.path)
        start()
    }

    /** Begins to answer, at first on a port that the system chooses. */
    fun start() {
        val port = File(root, "port").apply { delete() }
        val listen = address.removePrefix("http://").ifEmpty { "127.0.0.1:0" }
        process = ProcessBuilder(
            PROGRAM,
            "--data",
            data.path,
            "serve",
            "--listen",
            listen,
            "--port-file",
            port.path,
            "--password-alone",
        ).redirectError(File(root, "log")).start()
        // The first line comes when it answers.
        checkNotNull(process.inputStream.bufferedReader().readLine()) { File(root, "log").readText() }
        address = port.readText().trim()
    }

    /** Goes away, as a centre does whose line is cut. */
    fun stop() {
        process.destroy()
        process.waitFor()
    }

    /** Eight digits for whoever has this task in the club. */
    fun code(role: String): String =
        Regex("\"digits\" *: *\"([0-9]+)\"").find(say("code", "issue", "--club", CLUB, "--role", role))!!.groupValues[1]

    private val data get() = File(root, "data")

    private fun say(vararg words: String): String {
        val command = ProcessBuilder(PROGRAM, "--data", data.path, "--json", *words).redirectErrorStream(true).start()
        val said = command.inputStream.bufferedReader().readText()
        check(command.waitFor() == 0) { said }
        return said
    }

    override fun after() {
        stop()
        super.after()
    }

    companion object {
        const val CLUB = "17"
        private val PROGRAM: String = System.getProperty("clubbook.server")
        private val MEMBERS = """
            full_name,sex,birth,hamlet,membership.register_no,membership.roles
            Đinh Thị Hoa,female,1958,Gò Deo,1,club_head
            Phạm Văn Minh,male,1961,Gò Deo,2,volunteer
            Đinh Thị Lan,female,1955,Gò Deo,3,
            Hồ Văn Quen,male,1950,Gò Deo,4,
        """.trimIndent()
    }
}
