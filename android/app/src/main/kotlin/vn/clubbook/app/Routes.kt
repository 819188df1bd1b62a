package vn.clubbook.app

/** The addresses of the screens, as `navigation` knows them. Each feature says in its own `…Navigation.kt` what stands there. */
object Routes {
    const val CONNECT = "connect"
    const val USERS = "users"
    const val TODAY = "today"
    const val ROLL = "roll"
    const val MEMBERS = "members"
    const val ADD_PERSON = "add-person"
    const val DECISIONS = "decisions"
    const val SENT = "sent"
    const val SETTINGS = "settings"
    const val APPEARANCE = "appearance"
    const val PHONE_PEOPLE = "phone-people"
    const val OWN_PIN = "own-pin"
    const val LICENCES = "licences"

    /** Of one work, by its [place] in the list. */
    fun licence(place: Any) = "licence/$place"

    /** Of a person, by the id that the book gives. */
    const val PERSON = "person"

    fun card(person: Any) = "card/$person"

    fun consents(person: Any) = "consents/$person"

    /** Somebody new of whom a part of the name is typed already. */
    fun addPerson(name: String) = "$ADD_PERSON?name=${android.net.Uri.encode(name)}"

    fun membership(person: Any) = "membership/$person"

    fun death(person: Any) = "death/$person"

    /** Who lives with a person is chosen there. */
    fun livesWith(person: Any) = "lives-with/$person"

    const val BOARD = "board"

    /** Of a post of the board, by its number in the list of tasks. */
    const val ROLE = "role"

    /** Who takes a post is chosen there. */
    fun appoint(role: Any) = "appoint/$role"

    const val NEW_GROUP = "new-group"

    /** Of a group, by the id that the book gives. */
    const val GROUP = "group"

    fun group(group: Any) = "group/$group"

    const val MANY_CONSENTS = "many-consents"

    fun editPerson(person: Any) = "edit-person/$person"

    /** A visit to somebody who is chosen first. */
    const val VISIT_WHOM = "visit-whom"

    fun visit(person: Any) = "visit/$person"

    fun correctVisit(visit: Any) = "correct-visit/$visit"

    fun visits(person: Any) = "visits/$person"

    fun weigh(meeting: Any) = "weigh/$meeting"
}
