/* SPDX-License-Identifier: EUPL-1.2 */
/* The sentences of words.h: name, Dutch, English. */
#ifndef HV_CLI_WORDS_TABLE_H
#define HV_CLI_WORDS_TABLE_H

/* clang-format off */

#define HV_WORDS_REFUSALS(XX)                                                                      \
    XX(REFUSED_NOT_ALLOWED,     "Dat kan niet vanaf dit apparaat.",                                \
                                "This device may not do that.")                                    \
    XX(REFUSED_NOT_FOUND,       "Dat is er niet. Kijk het nummer of de naam nog eens na.",         \
                                "There is no such thing. Check the number or the name.")           \
    XX(REFUSED_NOT_YOURS,       "Die plek hoort niet bij dit apparaat.",                           \
                                "That seat does not belong to this device.")                       \
    XX(REFUSED_LOCKED,          "Je plek is op slot. Kies eerst je naam.",                         \
                                "Your seat is locked. Choose your name first.")                    \
    XX(REFUSED_CONSENT_MISSING, "Eerst moet iedereen die meedoet ja zeggen tegen de afspraken.",   \
                                "First everyone who takes part has to say yes to the statement.")  \
    XX(REFUSED_NOT_ADMITTED,    "De begeleider heeft jullie nog niet binnengelaten.",              \
                                "The facilitator has not let you in yet.")                         \
    XX(REFUSED_NO_MEETING,      "Er is nu geen avond bezig.",                                      \
                                "No evening is under way now.")                                    \
    XX(REFUSED_MEETING_OPEN,    "Er is al een avond bezig.",                                       \
                                "An evening is under way already.")                                \
    XX(REFUSED_RUN_OVER,        "Die oefening is voorbij.",                                        \
                                "That exercise is over.")                                          \
    XX(REFUSED_MOVED_ON,        "Iemand anders was je net voor. Kijk even waar we nu zijn.",       \
                                "Someone else was just ahead of you. See where we are now.")       \
    XX(REFUSED_NOT_YET,         "Dat komt straks pas.",                                            \
                                "That comes later.")                                               \
    XX(REFUSED_CLOSED,          "De envelop is dicht. Met 'heropen' kun je er weer in.",           \
                                "The envelope is closed. With 'reopen' you can get back in.")      \
    XX(REFUSED_FINAL,           "Alle enveloppen zijn dicht. Ze blijven zoals ze zijn.",           \
                                "All envelopes are closed. They stay as they are.")                \
    XX(REFUSED_NOT_READY,       "Dat kan als iedereen klaar is.",                                  \
                                "That can be done when everyone is ready.")                        \
    XX(REFUSED_STALE,           "Er staat al een nieuwere versie. Kijk die eerst even na.",        \
                                "A newer version is there already. Have a look at it first.")      \
    XX(REFUSED_NOT_ACCEPTED,    "Dat antwoord past niet bij deze vraag.",                          \
                                "That answer does not fit this question.")                         \
    XX(REFUSED_SHARING_CLOSED,  "De begeleider heeft samen openen nu dichtgezet.",                 \
                                "The facilitator has closed opening together for now.")            \
    XX(REFUSED_FULL,            "Er kan er geen meer bij.",                                        \
                                "There is no room for another one.")                               \
    XX(REFUSED_NO_SUCH_FORM,    "Deze oefening heeft die vorm niet.",                              \
                                "This exercise does not come in that form.")                       \
    XX(REFUSED_INVALID,         "Dat kan zo niet.",                                                \
                                "That cannot be done like this.")                                  \
    XX(REFUSED_READ_ONLY,       "De schijf van de server is vol. Wat bewaard was, is veilig.",     \
                                "The server's disk is full. What was saved is safe.")              \
    XX(REFUSED_BUSY,            "Het is even druk. Probeer het zo nog eens.",                      \
                                "It is busy just now. Try again in a moment.")                     \
    XX(REFUSED_FAILED,          "Dat lukte de server niet. Er is niets veranderd.",                \
                                "The server could not do that. Nothing has changed.")              \
    XX(REFUSED_OTHER,           "Dat kan nu niet.",                                                \
                                "That cannot be done now.")

#define HV_WORDS_FAREWELLS(XX)                                                                     \
    XX(FAREWELL_TOKEN,     "Deze link werkt niet (meer). Vraag de begeleider om een nieuwe.",      \
                           "This link does not work (any more). Ask the facilitator for a new one.") \
    XX(FAREWELL_VERSION,   "Dit programma en de server passen niet bij elkaar. Haal de nieuwste versie.", \
                           "This program and the server do not fit. Get the newest version.")      \
    XX(FAREWELL_REPLACED,  "Deze link is ergens anders geopend. Hier stopt het.",                  \
                           "This link was opened somewhere else. It stops here.")                  \
    XX(FAREWELL_REMOVED,   "De begeleider heeft dit apparaat weggehaald.",                         \
                           "The facilitator removed this device.")                                 \
    XX(FAREWELL_MALFORMED, "De server begreep dit programma niet. Haal de nieuwste versie.",       \
                           "The server did not understand this program. Get the newest version.")  \
    XX(FAREWELL_TOO_SLOW,  "De verbinding was te traag. We proberen het opnieuw.",                 \
                           "The connection was too slow. We are trying again.")                    \
    XX(FAREWELL_TOO_FAST,  "Het ging even te snel. We proberen het opnieuw.",                      \
                           "That was too fast for a moment. We are trying again.")                 \
    XX(FAREWELL_STOPPING,  "De server start opnieuw. Een ogenblik.",                               \
                           "The server is starting again. One moment.")                            \
    XX(FAREWELL_FAILED,    "De server kan even niet verder met deze groep. Wie hem beheert moet kijken.", \
                           "The server cannot go on with this group. Its operator has to look.")

#define HV_WORDS_REHEARSAL(XX)                                                                     \
    XX(REHEARSAL_TITLE,       "Oefenavond", "Rehearsal")                                           \
    XX(REHEARSAL_LOOK_ALONG,  "Kijk mee met 'houvast project' en deze link",                       \
                              "Look along with 'houvast project' and this link")                   \
    XX(REHEARSAL_BREAK,       "Pauze. Over tien minuten gaan we verder.",                          \
                              "Break. We go on in ten minutes.")                                   \
    XX(REHEARSAL_PUSH,        "      (tussendoor: een oefening uit de bibliotheek)",               \
                              "      (in between: an exercise of the library)")                    \
    XX(REHEARSAL_LATE,        "      (een stel komt te laat binnen)",                              \
                              "      (a couple comes in late)")                                    \
    XX(REHEARSAL_STANDSTILL,  "de avond staat stil: er gebeurt niets meer",                        \
                              "the evening stands still: nothing happens any more")                \
    XX(REHEARSAL_INTERRUPTED, "onderbroken",                                                       \
                              "interrupted")                                                       \
    XX(TALLY_FINISHED,        "De avond is tot en met de laatste stap gespeeld.",                  \
                              "The evening was played to its last step.")                          \
    XX(TALLY_UNFINISHED,      "De avond is niet tot het einde gekomen.",                           \
                              "The evening did not come to its end.")                              \
    XX(TALLY_COUPLES,         "stellen",                        "couples")                         \
    XX(TALLY_STEPS,           "stappen gedaan",                 "steps done")                      \
    XX(TALLY_PLANNED,         "stappen in de agenda",           "steps in the agenda")             \
    XX(TALLY_SENT,            "opdrachten verstuurd",           "commands sent")                   \
    XX(TALLY_ACKNOWLEDGED,    "opdrachten bevestigd",           "commands acknowledged")           \
    XX(TALLY_REFUSED,         "opdrachten geweigerd",           "commands refused")                \
    XX(TALLY_ANSWERS,         "antwoorden bewaard",             "answers saved")                   \
    XX(TALLY_ENVELOPES,       "enveloppen dicht",               "envelopes closed")                \
    XX(TALLY_REOPENED,        "enveloppen heropend",            "envelopes reopened")              \
    XX(TALLY_OPENINGS,        "keren samen geopend",            "times opened together")           \
    XX(TALLY_MARKS,           "vinkjes onder wat samen is",     "marks under what is joint")       \
    XX(TALLY_CONSENTS,        "keren toestemming",              "consents")                        \
    XX(TALLY_WALL,            "regels op de muur",              "lines on the wall")               \
    XX(TALLY_PUSHED,          "oefeningen uit de bibliotheek",  "exercises of the library")        \
    XX(TALLY_READ,            "antwoorden door de begeleider gelezen", "answers read by the facilitator") \
    XX(TALLY_LOSSES,          "verbindingen verbroken en hersteld", "connections lost and regained") \
    XX(TALLY_PUSH,            "zet tot laatste scherm",         "move to last screen")             \
    XX(TALLY_ACK,             "opdracht tot bevestiging",       "command to acknowledgement")      \
    XX(TALLY_TIME,            "duur",                           "duration")                        \
    XX(TALLY_SEED,            "zaad",                           "seed")

#define HV_WORDS_OPTIONS(XX)                                                                       \
    XX(OPTION_UNKNOWN,       "De optie '{}' is er niet.", "There is no option '{}'.")              \
    XX(OPTION_VERB,          "De opdracht '{}' is er niet.", "There is no command '{}'.")          \
    XX(OPTION_NO_VERB,       "Wat wil je doen? Kies facilitate, join, project of rehearse.",       \
                             "What do you want to do? Choose facilitate, join, project or rehearse.") \
    XX(OPTION_TOO_MANY,      "'{}' is er een te veel.", "'{}' is one too many.")                   \
    XX(OPTION_SECRET,        "Zet een link niet op de opdrachtregel: anderen kunnen hem daar lezen. Plak hem als ik erom vraag, of noem een bestand waar hij in staat.", \
                             "Do not put a link on the command line: others can read it there. Paste it when I ask for it, or name a file that holds it.") \
    XX(OPTION_VALUE,         "Na '{}' hoort nog iets.", "Something has to follow '{}'.")           \
    XX(OPTION_NO_VALUE,      "Achter '{}' hoort niets.", "Nothing can follow '{}'.")               \
    XX(OPTION_COUPLES,       "'{}' stellen kan niet: het mag van 1 tot en met 16.",                \
                             "'{}' couples cannot be: it may be 1 to 16.")                         \
    XX(OPTION_LANGUAGE,      "De taal '{}' is er niet: kies nl of en.",                            \
                             "There is no language '{}': choose nl or en.")                        \
    XX(OPTION_PACE,          "'{}' keer zo snel kan niet: het mag van 1 tot en met 10000.",        \
                             "'{}' times as fast cannot be: it may be 1 to 10000.")                \
    XX(OPTION_SEED,          "'{}' is geen zaad: het is een getal van 0 of meer.",                 \
                             "'{}' is no seed: it is a number of 0 or more.")                      \
    XX(OPTION_REHEARSE_ONLY, "'{}' hoort bij rehearse.", "'{}' goes with rehearse.")               \
    XX(OPTION_OWNER_FILE,    "Noem het bestand met de link van de eigenaar: houvast rehearse owner.link", \
                             "Name the file with the owner's link: houvast rehearse owner.link")   \
    XX(DID_YOU_MEAN,         "Bedoelde je", "Did you mean")                                        \
    XX(USAGE_HINT,           "Met 'houvast --help' zie je wat er kan.",                            \
                             "'houvast --help' tells what can be done.")                           \
    XX(LINK_FILE_UNREADABLE, "dat bestand kan ik niet lezen",                                      \
                             "that file cannot be read")                                           \
    XX(LINK_FILE_NONE,       "hier staat geen link in; een link ziet eruit als ws://adres:poort/#teken", \
                             "there is no link in it; a link looks like ws://address:port/#token") \
    XX(USAGE,                                                                                      \
       "houvast facilitate ~/houvast/owner.link    leid een avond\n"                               \
       "houvast join                               doe mee: plak de link van je tafel of je pen\n" \
       "houvast project                            zet de zaal op een scherm\n"                    \
       "houvast rehearse ~/houvast/owner.link      laat stellen een avond oefenen\n"               \
       "\n"                                                                                        \
       "Een link staat nooit op de opdrachtregel: noem een bestand waar hij in staat, of plak hem.\n" \
       "\n"                                                                                        \
       "  --language nl|en  de taal (anders die van je omgeving, of Nederlands)\n"                 \
       "  --plain           wis het scherm nooit en gebruik geen kleur\n"                          \
       "  --json            alles wat binnenkomt als JSON, een regel per keer\n"                   \
       "  -h, --help        deze tekst\n"                                                          \
       "  --version         de versie\n"                                                           \
       "\n"                                                                                        \
       "rehearse:\n"                                                                               \
       "  --couples N       hoeveel stellen, 1 tot 16 (6)\n"                                       \
       "  --fast            zo snel als het gaat\n"                                                \
       "  --pace N          N keer zo snel als mensen (1)\n"                                       \
       "  --programme P     welk programma (hold_me_tight)\n"                                      \
       "  --seed N          dezelfde stellen nog eens\n"                                           \
       "  --quiet           vertel onderweg niets\n"                                               \
       "\n"                                                                                        \
       "Binnen helpt 'hulp' je verder. De handleiding: man houvast",                               \
       "houvast facilitate ~/houvast/owner.link    lead an evening\n"                              \
       "houvast join                               take part: paste the link of your table or pen\n" \
       "houvast project                            show the hall on a screen\n"                    \
       "houvast rehearse ~/houvast/owner.link      let couples rehearse an evening\n"              \
       "\n"                                                                                        \
       "A link never stands on the command line: name a file that holds it, or paste it.\n"        \
       "\n"                                                                                        \
       "  --language nl|en  the language (otherwise that of your environment, or Dutch)\n"         \
       "  --plain           never clear the screen, and use no colour\n"                           \
       "  --json            everything that comes in as JSON, a line each\n"                       \
       "  -h, --help        this text\n"                                                           \
       "  --version         the version\n"                                                         \
       "\n"                                                                                        \
       "rehearse:\n"                                                                               \
       "  --couples N       how many couples, 1 to 16 (6)\n"                                       \
       "  --fast            as fast as it goes\n"                                                  \
       "  --pace N          N times as fast as people (1)\n"                                       \
       "  --programme P     which programme (hold_me_tight)\n"                                     \
       "  --seed N          the same couples once more\n"                                          \
       "  --quiet           tell nothing on the way\n"                                             \
       "\n"                                                                                        \
       "Inside, 'help' tells what can be done. The manual: man houvast")

#define HV_WORDS_MAP(XX)                                                                           \
    HV_WORDS_OPTIONS(XX)                                                                           \
    HV_WORDS_REFUSALS(XX)                                                                          \
    HV_WORDS_FAREWELLS(XX)                                                                         \
    HV_WORDS_REHEARSAL(XX)

/* clang-format on */

#endif
