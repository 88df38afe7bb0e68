/* SPDX-License-Identifier: EUPL-1.2 */
/* The sentences of words.h: name, Dutch, English. */
#ifndef HV_CLI_WORDS_TABLE_H
#define HV_CLI_WORDS_TABLE_H

/* clang-format off */

#define HV_WORDS_REFUSALS(XX)                                                                      \
    XX(REFUSED_NOT_ALLOWED,     "Dat kan niet vanaf dit apparaat.",                                \
                                "This device may not do that.")                                    \
    XX(REFUSED_NOT_FOUND, \
       "Dat nummer of die naam staat er niet bij. Kijk het nog eens na.", \
       "That number or name is not among them. Check it once more.")           \
    XX(REFUSED_NOT_YOURS,       "Die plek hoort niet bij dit apparaat.",                           \
                                "That seat does not belong to this device.") \
    XX(REFUSED_HAS_PEN, \
       "Die plek hoort bij een eigen apparaat.", \
       "That seat belongs to a device of its own.")                       \
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
                                "That comes later.") \
    XX(REFUSED_IN_BREAK, \
       "Het is pauze. Daarna kan het weer.", \
       "It is a break. It can be done after that.")                                               \
    XX(REFUSED_CLOSED, \
       "De envelop is dicht. Kies je naam; met 'heropen' kun je er weer in.", \
       "The envelope is closed. Choose your name; with 'reopen' you can get back in.")      \
    XX(REFUSED_FINAL,           "Alle enveloppen zijn dicht. Ze blijven zoals ze zijn.",           \
                                "All envelopes are closed. They stay as they are.")                \
    XX(REFUSED_NOT_READY,       "Dat kan als iedereen klaar is.",                                  \
                                "That can be done when everyone is ready.")                        \
    XX(REFUSED_STALE,           "Er staat al een nieuwere versie. Kijk die eerst even na.",        \
                                "A newer version is there already. Have a look at it first.")      \
    XX(REFUSED_NOT_ACCEPTED,    "Dat antwoord past niet bij deze vraag.",                          \
                                "That answer does not fit this question.")                         \
    XX(REFUSED_SHARING_CLOSED, \
       "Samen delen kan nu niet. Vertel het elkaar, als je wilt.", \
       "Nothing can be shared now. Tell each other, if you like.")            \
    XX(REFUSED_FULL, \
       "Het maximum is bereikt: van stellen, apparaten, stappen of regels op de muur.", \
       "The maximum is reached: of couples, devices, steps or lines on the wall.")                               \
    XX(REFUSED_TAGGED, \
       "Dit stel krijgt nu alleen de lichte vorm. Dat komt door een kenmerk of een rood licht.", \
       "This couple gets the light form only for now. A tag or a red light asks for it.") \
    XX(REFUSED_NO_SUCH_FORM,    "Deze oefening heeft die vorm niet.",                              \
                                "This exercise does not come in that form.")                       \
    XX(REFUSED_INVALID, \
       "In die opdracht ontbreekt iets, of er staat iets dat niet bij elkaar past.", \
       "That command lacks something, or its parts do not go together.")                                  \
    XX(REFUSED_READ_ONLY,       "De schijf van de server is vol. Wat bewaard was, is veilig.",     \
                                "The server's disk is full. What was saved is safe.")              \
    XX(REFUSED_BUSY,            "Het is even druk. Probeer het zo nog eens.",                      \
                                "It is busy just now. Try again in a moment.")                     \
    XX(REFUSED_FAILED,          "Dat lukte de server niet. Er is niets veranderd.",                \
                                "The server could not do that. Nothing has changed.")              \
    XX(REFUSED_WORDS, \
       "Dat klopt niet. Na vijf keer is je plek twee minuten dicht. Weet je ze niet meer? Vraag het de begeleider.", \
       "That is not right. After five times your seat rests for two minutes. Do you not know them any more? Ask the facilitator.") \
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
                           "The server cannot go on with this group. Its operator has to look.")   \
    XX(FAREWELL_PLACED,    "Dit apparaat heeft zijn plek.",                                        \
                           "This device has its place.")                                           \
    XX(FAREWELL_NOT_ADMITTED, \
       "Dat klopt niet, of er is nu niets open. Kijk het nog eens na.", \
       "That is not right, or nothing is open now. Check it once more.")                           \
    XX(FAREWELL_RESTING, \
       "Het is hier even te druk, of er is te vaak iets verkeerds ingevuld. Wacht een paar minuten, "  \
       "en probeer het dan nog eens.",                                                                 \
       "It is too busy here for a moment, or something wrong was entered too often. Wait a few "       \
       "minutes, then try again.")

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
    XX(REHEARSAL_NO_SERVER,   "er antwoordt geen server op het adres in dat bestand",              \
                              "no server answers at the address in that file")                     \
    XX(REHEARSAL_INTERRUPTED, "onderbroken",                                                       \
                              "interrupted")                                                       \
    XX(REHEARSAL_CONSOLE,     "Begeleider:",                                                       \
                              "Facilitator:")                                                      \
    XX(REHEARSAL_TABLE,       "Tafel van {} en {}:",                                               \
                              "Table of {} and {}:")                                               \
    XX(REHEARSAL_PROJECTOR,   "Projector:",                                                        \
                              "Projector:")                                                        \
    XX(REHEARSAL_VISIT,       "De avond begint vanzelf. Zodra jij bij de begeleider verdergaat, leid jij. Ctrl-C stopt alles.", \
                              "The evening begins by itself. As soon as you go on as the facilitator, you lead. Ctrl-C stops everything.") \
    XX(REHEARSAL_YOU_LEAD,    "      (je leidt nu zelf; de stellen doen wat er komt)",             \
                              "      (you lead now; the couples do what comes)")                   \
    XX(REHEARSAL_OVER,        "      (de avond is voorbij; de links werken tot Ctrl-C)",           \
                              "      (the evening is over; the links work until Ctrl-C)")          \
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
    XX(TALLY_MISTYPED,        "keren een verkeerd woord getypt", "times a wrong word was typed")     \
    XX(TALLY_ANSWERS,         "antwoorden bewaard",             "answers saved")                   \
    XX(TALLY_ENVELOPES,       "enveloppen dicht",               "envelopes closed")                \
    XX(TALLY_REOPENED,        "enveloppen heropend",            "envelopes reopened")              \
    XX(TALLY_OPENINGS,        "keren samen geopend",            "times opened together")           \
    XX(TALLY_MARKS,           "vinkjes onder wat samen is",     "marks under what is joint")       \
    XX(TALLY_CONSENTS,        "keren toestemming",              "consents")                        \
    XX(TALLY_WALL,            "regels op de muur",              "lines on the wall")               \
    XX(TALLY_EXAMPLE,         "antwoorden van een voorbeeld getoond", "answers of an example shown") \
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
    XX(OPTION_CODE,          "Zet een code of wachtzin niet op de opdrachtregel: anderen kunnen hem daar lezen. Typ hem als ik erom vraag.", \
                             "Do not put a code or passphrase on the command line: others can read it there. Type it when I ask for it.") \
    XX(OPTION_ADDRESS,       "'{}' is een adres; hier hoort een bestand met een link.",            \
                             "'{}' is an address; here goes a file that holds a link.")            \
    XX(OPTION_VALUE,         "Na '{}' hoort nog iets.", "Something has to follow '{}'.")           \
    XX(OPTION_NO_VALUE,      "Achter '{}' hoort niets.", "Nothing can follow '{}'.")               \
    XX(OPTION_COUPLES, \
       "'{}' stellen kan niet: kies 1 tot en met 16.", \
       "'{}' couples is not possible: choose from 1 to 16 couples.")                         \
    XX(OPTION_LANGUAGE,      "De taal '{}' is er niet: kies nl of en.",                            \
                             "There is no language '{}': choose nl or en.")                        \
    XX(OPTION_PACE, \
       "'{}' keer zo snel kan niet: kies 1 tot en met 10000.", \
       "'{}' times as fast is not possible: choose from 1 to 10000.")                \
    XX(OPTION_SEED,          "'{}' is geen zaad: het is een getal van 0 of meer.",                 \
                             "'{}' is no seed: it is a number of 0 or more.")                      \
    XX(OPTION_REHEARSE_ONLY, "'{}' hoort bij rehearse.", "'{}' goes with rehearse.")               \
    XX(OPTION_VISITOR,       "Met --visitor zijn er hoogstens 15 stellen.", "With --visitor there are at most 15 couples.") \
    XX(OPTION_OWNER_FILE,    "Noem het bestand met de link van de eigenaar: houvast rehearse owner.link", \
                             "Name the file with the owner's link: houvast rehearse owner.link")   \
    XX(OPTION_JSON_SCREEN,   "Met --json blijft staan wat privé is. Stuur het naar een bestand of een ander programma.", \
                             "With --json what is private stays on the screen. Send it to a file or another program.") \
    XX(DID_YOU_MEAN,         "Bedoelde je", "Did you mean")                                        \
    XX(USAGE_HINT,           "Met 'houvast --help' zie je wat er kan.",                            \
                             "'houvast --help' tells what can be done.")                           \
    XX(LINK_FILE_UNREADABLE, "dat bestand kan ik niet lezen",                                      \
                             "that file cannot be read")                                           \
    XX(LINK_FILE_MISSING, \
       "dat bestand is er niet. De link van de eigenaar gaat weg zodra er een wachtzin is: noem dan het adres, zoals http://zaal:8080", \
       "there is no such file. The owner's link goes once a passphrase is set: name the address then, as http://hall:8080") \
    XX(LINK_FILE_NONE,       "hier staat geen link in; een link ziet eruit als http://adres:poort/#t.teken", \
                             "there is no link in it; a link looks like http://address:port/#t.token") \
    XX(USAGE,                                                                                      \
       "houvast facilitate ~/houvast/owner.link    leid een avond; de eerste keer\n"               \
       "houvast facilitate http://zaal:8080        daarna: met je wachtzin\n"                      \
       "houvast join http://zaal:8080              doe mee, met de code van jullie kaart\n"        \
       "houvast join                               doe mee: plak de link van je tafel of je pen\n" \
       "houvast project                            zet de zaal op een scherm\n"                    \
       "houvast rehearse ~/houvast/owner.link      laat stellen een avond oefenen\n"               \
       "\n"                                                                                        \
       "Een link, code of wachtzin staat nooit op de opdrachtregel: typ of plak hem als ik erom vraag,\n" \
       "of noem een bestand met de link.\n" \
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
       "  --visitor         met een plek voor iemand die meekijkt: drie links, tot Ctrl-C\n"       \
       "\n"                                                                                        \
       "Binnen helpt 'hulp' je verder. De handleiding: man houvast",                               \
       "houvast facilitate ~/houvast/owner.link    lead an evening; the first time\n"              \
       "houvast facilitate http://hall:8080        after that: with your passphrase\n"             \
       "houvast join http://hall:8080              take part, with the code of your card\n"        \
       "houvast join                               take part: paste the link of your table or pen\n" \
       "houvast project                            show the hall on a screen\n"                    \
       "houvast rehearse ~/houvast/owner.link      let couples rehearse an evening\n"              \
       "\n"                                                                                        \
       "A link, code or passphrase never stands on the command line: type or paste it when I ask for it,\n" \
       "or name a file that holds the link.\n" \
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
       "  --visitor         with a place for someone who looks along: three links, until Ctrl-C\n"                                             \
       "\n"                                                                                        \
       "Inside, 'help' tells what can be done. The manual: man houvast")

#define HV_WORDS_CONNECTION(XX) \
    XX(ASK_LINK_TABLE, \
       "Plak de link van je tafel of je pen, of het adres van de server (je ziet hem niet) en druk op Enter: ", \
       "Paste the link of your table or pen, or the server's address (you will not see it) and press Enter: ") \
    XX(ASK_LINK_PROJECTOR, \
       "Plak de link van de projector (je ziet hem niet) en druk op Enter: ", \
       "Paste the projector's link (you will not see it) and press Enter: ") \
    XX(ASK_LINK_FACILITATOR, \
       "Plak je link, of het adres van de server (je ziet hem niet) en druk op Enter: ", \
       "Paste your link, or the server's address (you will not see it) and press Enter: ") \
    XX(ASK_CODE, "De code van jullie kaart, of van het grote scherm: ", "The code of your card, or of the big screen: ") \
    XX(CODE_HOW, \
       "De code op jullie kaart heeft acht tekens. De code op het grote scherm heeft er zes. Er staat nooit een klinker, 0 of 1 in. Kijk hem nog eens na.", \
       "The code on your card has eight characters. The code on the big screen has six. It never has a vowel, a 0 or a 1. Check it once more.") \
    XX(ASK_DEVICE, \
       "Welk apparaat is dit? 1: de laptop van ons samen; 2: mijn eigen laptop. Typ 1 of 2: ", \
       "Which device is this? 1: the laptop of the two of us; 2: my own laptop. Type 1 or 2: ") \
    XX(DEVICE_HOW, "Typ 1 of 2.", "Type 1 or 2.") \
    XX(ASK_PASSPHRASE, "Je wachtzin (je ziet hem niet): ", "Your passphrase (you will not see it): ") \
    XX(PASSPHRASE_NONE, "Dat is geen wachtzin.", "That is no passphrase.") \
    XX(ASK_LOGIN_CODE, "De code uit je app (Enter als je die niet gebruikt): ", "The code from your app (Enter when you use none): ") \
    XX(LOGIN_CODE_HOW, "De code heeft zes cijfers.", "The code has six digits.") \
    XX(LINK_ELSEWHERE, \
       "Deze link hoort bij een ander scherm: 'houvast join', 'houvast facilitate' of 'houvast project'.", \
       "This link belongs to another screen: 'houvast join', 'houvast facilitate' or 'houvast project'.") \
    XX(LINK_NONE, \
       "Dat is geen link. Een link ziet eruit als http://adres:poort/#t.teken. Kopieer hem helemaal.", \
       "That is no link. A link looks like http://address:port/#t.token. Copy all of it.") \
    XX(LINK_NOT_TABLE, \
       "Deze link is niet voor een tafel of een pen. Gebruik 'houvast facilitate' of 'houvast project'.", \
       "This link is not for a table or a pen. Use 'houvast facilitate' or 'houvast project'.") \
    XX(LINK_NOT_PROJECTOR, \
       "Deze link is niet voor een projector. Gebruik 'houvast join' of 'houvast facilitate'.", \
       "This link is not for a projector. Use 'houvast join' or 'houvast facilitate'.") \
    XX(LINK_NOT_FACILITATOR, \
       "Deze link is niet voor een begeleider. Gebruik 'houvast join' of 'houvast project'.", \
       "This link is not for a facilitator. Use 'houvast join' or 'houvast project'.") \
    XX(CONNECTION_LOST, \
       "Geen verbinding met de server. Ik blijf het proberen; wat je schrijft gaat niet verloren.", \
       "No connection to the server. I keep trying; what you write is not lost.") \
    XX(CONNECTED_AGAIN, "Er is weer verbinding.", "The connection is back.") \
    XX(NO_SERVER, \
       "Op {} antwoordt geen houvast-server. Staat hij aan?", \
       "No houvast server answers at {}. Is it running?") \
    XX(MORE, "(Enter: verder lezen) ", "(Enter: read on) ") \
    XX(BACK_AGAIN, \
       "Welkom terug. Druk op Enter om verder te gaan.", \
       "Welcome back. Press Enter to go on.") \
    XX(MOMENT, "Een ogenblik …", "One moment …") \
    XX(DONE, "Gedaan.", "Done.") \
    XX(YES, "ja", "yes") \
    XX(NO, "nee", "no") \
    XX(NO_MEMORY, "Het geheugen is vol.", "Memory is full.") \
    XX(UNKNOWN, \
       "Dat ken ik niet. Met 'hulp' zie je wat je kunt typen.", \
       "I do not know that. 'help' tells what you can type.") \
    XX(UNKNOWN_NEAR, \
       "Dat ken ik niet. Bedoelde je '{}'? Met 'hulp' zie je wat je kunt typen.", \
       "I do not know that. Did you mean '{}'? 'help' tells what you can type.")

#define HV_WORDS_FIELDS(XX) \
    XX(SEEN_BY_SELF, \
       "Dit blijft van jou. Niemand anders ziet het.", \
       "This stays yours. Nobody else sees it.") \
    XX(SEEN_BY_FACILITATOR, \
       "Alleen de begeleider leest dit. Je partner niet.", \
       "Only the facilitator reads this. Your partner does not.") \
    XX(SEEN_BY_INTAKE, \
       "Alleen de begeleider leest dit, hoogstens zeven dagen. Is je envelop dicht, dan zie jij het " \
       "ook niet meer.", \
       "Only the facilitator reads this, for seven days at most. Once your envelope is closed, you " \
       "do not see it any more either.") \
    XX(SEEN_BY_PARTNER, \
       "Straks kies je: laten zien of houden. Je partner ziet het alleen als jullie dit antwoord allebei laten zien.", \
       "You choose later: show or keep. Your partner sees it only if you both show this answer.") \
    XX(SEEN_JOINT_TO_GROUP, \
       "Naar de groep gaat het alleen als jullie allebei ja zeggen, ieder na 'terugnemen'.", \
       "It goes to the group only if you both say yes, each after 'takeback'.") \
    XX(SEEN_MAY_GO_TO_GROUP, \
       "Je kunt ook kiezen dat het naar de groep gaat, zonder naam.", \
       "You can also choose that it goes to the group, without a name.") \
    XX(SEEN_IN_TURN, \
       "Straks kies je: laten zien of houden. Laat je het zien, dan ziet je partner het als jouw beurt begint.", \
       "You choose later: show or keep. If you show it, your partner sees it when your turn begins.") \
    XX(SEEN_IN_MATCH, \
       "Straks kies je: laten zien of houden. Laat je het zien, dan ziet je partner alleen wat jullie allebei kozen.", \
       "You choose later: show or keep. If you show it, your partner sees only what you both chose.") \
    XX(SEEN_FOR_RECORD, \
       "Straks kies je of dit mee mag in het verslag. Alleen de begeleider leest dat.", \
       "You choose later whether this may go into the record. Only the facilitator reads that.") \
    XX(SEEN_JOINT, "Dit is van jullie samen.", "This belongs to the two of you.") \
    XX(SEEN_BY_GROUP, \
       "Straks kies je of dit zonder naam op de muur mag. De begeleider kiest daarna.", \
       "You choose later whether this may be on the wall without a name. The facilitator picks after that.") \
    XX(SEEN_AS_COUNT, \
       "De groep ziet alleen hoeveel mensen ongeveer hetzelfde kozen, nooit wie.", \
       "The group only sees how many people chose about the same, never who.") \
    XX(SEEN_WITH_NAME, \
       "Straks kies je of dit met je naam op de muur mag.", \
       "You choose later whether this may be on the wall with your name.") \
    XX(HOW_TEXT, \
       "Typ je antwoord; hoogstens {} tekens.", \
       "Type your answer; {} characters at most.") \
    XX(HOW_LINES, \
       "Typ je antwoord; hoogstens {} tekens, en je mag meer regels gebruiken. Klaar? Typ dan een punt op een eigen regel.", \
       "Type your answer; {} characters at most, and you may use more lines. Done? Then type a dot on a line of its own.") \
    XX(HOW_SCALE, "Typ een getal van {} tot en met {}.", "Type a number from {} to {}.") \
    XX(HOW_MARKERS, \
       "Typ {} getallen met een spatie ertussen.", \
       "Type {} numbers with a space between them.") \
    XX(HOW_ONE, "Typ het nummer van je keuze.", "Type the number of your choice.") \
    XX(HOW_SOME, \
       "Typ de nummers van je keuze met een spatie ertussen; hoogstens {}.", \
       "Type the numbers of your choice with a space between them; {} at most.") \
    XX(HOW_OWN_CARD, \
       "Een eigen kaart mag ook: typ je eigen woorden.", \
       "A card of your own is fine too: type your own words.") \
    XX(HOW_LIST, \
       "Typ een regel per keer, hoogstens {}. Klaar? Typ dan een punt op een eigen regel.", \
       "Type one line at a time, {} at most. Done? Then type a dot on a line of its own.") \
    XX(HOW_TURNS, \
       "Hebben jullie het hardop gezegd? Typ dan ja.", \
       "Did you say it aloud? Then type yes.") \
    XX(HOW_YES_NO, "Typ ja of nee.", "Type yes or no.") \
    XX(NO_OPTIONS, \
       "Er staan nu geen regels op de muur om uit te kiezen.", \
       "There are no lines on the wall to choose from now.") \
    XX(INPUT_TOO_LONG, \
       "Dat is te lang. Kun je het korter zeggen?", \
       "That is too long. Can you say it shorter?") \
    XX(TOO_LONG_BY, \
       "Dat is {} tekens te lang: er passen er {}. Kun je het korter zeggen?", \
       "That is {} characters too long: {} fit. Can you say it shorter?") \
    XX(TOO_LONG_FITS, \
       "Dit past, en is bewaard:", \
       "This fits, and is saved:") \
    XX(TOO_LONG_REST, \
       "Dit past er niet meer bij:", \
       "There is no room for this:") \
    XX(TOO_LONG_HOW, \
       "Typ het hele antwoord opnieuw, korter. Enter laat staan wat past.", \
       "Type the whole answer again, shorter. Enter leaves what fits.") \
    XX(ROW_TOO_LONG, \
       "Die regel is te lang: hoogstens {} tekens per vak. Hij staat er niet bij:", \
       "That line is too long: {} characters a cell at most. It was not taken:") \
    XX(ROW_TOO_MANY, \
       "Er passen hier {} regels. Deze staat er niet bij:", \
       "There is room for {} lines. This one was not taken:") \
    XX(CARD_TOO_LONG, \
       "Dat is te lang: hoogstens {} tekens.", \
       "That is too long: {} characters at most.") \
    XX(TYPED_WAS, \
       "Je typte:", \
       "You typed:") \
    XX(INPUT_SCALE, \
       "Typ een getal dat op de schaal staat.", \
       "Type a number that is on the scale.") \
    XX(INPUT_MARKERS, \
       "Typ zoveel getallen als gevraagd, met een spatie ertussen.", \
       "Type as many numbers as asked, with a space between them.") \
    XX(INPUT_NO_OPTION, "Dat nummer staat er niet bij.", "That number is not among them.") \
    XX(INPUT_OPTION, \
       "Typ nummers uit de lijst.", \
       "Type numbers from the list.") \
    XX(INPUT_TOO_MANY, \
       "Dat zijn er te veel. Kies er minder.", \
       "Those are too many. Choose fewer.") \
    XX(INPUT_TOO_FEW, "Kies er nog een bij.", "Choose one more.") \
    XX(INPUT_TOO_MANY_ROWS, "Dat zijn te veel regels.", "Those are too many lines.") \
    XX(INPUT_TOO_FEW_ROWS, "Er horen meer regels bij.", "More lines are needed.") \
    XX(INPUT_SPOKEN, "Typ ja als het gezegd is.", "Type yes when it has been said.") \
    XX(INPUT_YES_NO, "Typ ja of nee.", "Type yes or no.") \
    XX(ANSWER_NONE, "(nog niets)", "(nothing yet)") \
    XX(ANSWER_SKIPPED, \
       "(overgeslagen)", \
       "(skipped)") \
    XX(ANSWER_ALOUD, "(zeg ik liever hardop)", "(I would rather say it aloud)") \
    XX(ANSWER_GONE, \
       "(bewaard; de woorden zijn er niet meer)", \
       "(saved; the words are gone)")

#define HV_WORDS_HALL(XX) \
    XX(STAGE_NONE, "er is nu niets te doen", "there is nothing to do now") \
    XX(STAGE_BRIEF, "uitleg", "explanation") \
    XX(STAGE_SOLO, "ieder voor zich", "each alone") \
    XX(STAGE_REVEAL, "samen openen", "opening together") \
    XX(STAGE_TURNS, "om de beurt", "in turns") \
    XX(STAGE_TALK, "praten", "talking") \
    XX(STAGE_JOINT, "samen kiezen", "choosing together") \
    XX(STAGE_SHARE, "met de groep", "with the group") \
    XX(STAGE_CLOSE, \
       "afronden", \
       "closing") \
    XX(STEP_OF, "Stap {} van {}: {}", "Step {} of {}: {}") \
    XX(NO_EVENING, \
       "Welkom. Er is nu geen avond bezig.", \
       "Welcome. No evening is under way now.") \
    XX(ALMOST, "We beginnen zo.", "We begin in a moment.") \
    XX(BREAK, "Pauze. Alle schermen zijn leeg.", "Break. All screens are empty.") \
    XX(PAUSED, "Even pauze. Alle schermen zijn bedekt.", "A short pause. All screens are covered.") \
    XX(ANNOUNCED, "* {}", "* {}") \
    XX(LOBBY, \
       "Kom binnen met de code {}. Stellen die er zijn: {}.", \
       "Come in with the code {}. Couples who are here: {}.") \
    XX(EXAMPLE, "Een voorbeeld: {}", "An example: {}") \
    XX(CLOCK, "Klok: {}", "Clock: {}") \
    XX(CLOCK_PAUSED, "staat stil", "paused") \
    XX(BAND_LOW, "laag", "low") \
    XX(BAND_MIDDLE, "midden", "middle") \
    XX(BAND_HIGH, "hoog", "high") \
    XX(BAND_WRONG, "niet goed", "not right") \
    XX(BAND_RIGHT, "goed", "right") \
    XX(WALL_EXAMPLE, "{} (een regel van onszelf)", "{} (a line of our own)") \
    XX(WALL_SPOKEN, "{} (hardop gezegd)", "{} (said aloud)") \
    XX(WALL_EMPTY, "De muur is leeg.", "The wall is empty.") \
    XX(HELP_PROJECT, \
       "Dit scherm volgt de avond vanzelf. Met 'stop' ga je weg.", \
       "This screen follows the evening by itself. 'quit' leaves.")

#define HV_WORDS_JOIN(XX) \
    XX(PROMPT_SAVED, "[bewaard] ", "[saved] ") \
    XX(PROMPT_UNSENT, "[nog niet verstuurd] ", "[not sent yet] ") \
    XX(PROMPT_LINES, \
       "[nog niet bewaard; een punt is klaar] ", \
       "[not saved yet; a dot is done] ") \
    XX(PROMPT_OFFLINE, "[geen verbinding] ", "[no connection] ") \
    XX(GUEST_NUMBER, \
       "Jullie zijn nummer {}. De begeleider laat jullie zo binnen; dit scherm gaat dan vanzelf verder.", \
       "You are number {}. The facilitator lets you in soon; this screen then goes on by itself.") \
    XX(BIND_HOW, \
       "Op de laptop staat bij jouw naam een code. Typ die hier.", \
       "On the laptop there is a code with your name. Type it here.") \
    XX(BIND_SHORT, \
       "De code heeft vier tekens. Er staat nooit een klinker, 0 of 1 in. Kijk hem nog eens na.", \
       "The code has four characters. It never has a vowel, a 0 or a 1. Check it once more.") \
    XX(BIND_WRONG, \
       "Die code klopt niet, of is al gebruikt. Kijk nog eens op de laptop bij jouw naam.", \
       "That code is not right, or was used. Look at your name on the laptop once more.") \
    XX(OWN_DEVICE, "{} (schrijft op een eigen apparaat)", "{} (writes on a device of their own)") \
    XX(PEN_CODES, \
       "Liever op een eigen telefoon of laptop? Kom daar binnen met jullie kaart, en typ de code bij je naam:", \
       "Rather on a phone or laptop of your own? Come in there with your card, and type the code with your name:") \
    XX(NOT_ADMITTED, \
       "De begeleider laat jullie zo binnen. Lees alvast rustig waar je ja tegen zegt.", \
       "The facilitator lets you in soon. Meanwhile you can read what you say yes to.") \
    XX(WHO_WRITES, \
       "Wie gaat er achter het toetsenbord? Typ je nummer of je naam.", \
       "Who takes the keyboard? Type your number or your name.") \
    XX(OWN_PAGE, \
       "Typ je naam om je eigen pagina te zien.", \
       "Type your name to see your own page.") \
    XX(UNIT_SOLO, \
       "Nu ieder voor zich. Wie niet typt, kijkt even niet mee.", \
       "Each alone now. Whoever does not type looks away for a while.") \
    XX(UNIT_READY, \
       "Jullie zijn allebei klaar. Typ 'verder'.", \
       "You are both ready. Type 'next'.") \
    XX(UNIT_MAY_OPEN, \
       "Jullie zijn allebei klaar. Typ 'open' als jullie samen willen kijken.", \
       "You are both ready. Type 'open' when you want to look together.") \
    XX(UNIT_REVEAL, \
       "Lees samen wat open ligt. Niets hoeft.", \
       "Read together what is open. Nothing has to be said.") \
    XX(UNIT_TALK, \
       "Praat er samen over. Het scherm kan wachten.", \
       "Talk about it together. The screen can wait.") \
    XX(UNIT_JOINT, \
       "Kies samen. Een van jullie typt, allebei zetten jullie je akkoord.", \
       "Choose together. One of you types, both of you agree.") \
    XX(TURN_OF, "{} vertelt.", "{} speaks.") \
    XX(TURN_LISTEN, \
       "De ander luistert, en begint met: \"Ik hoor je zeggen …\"", \
       "The other listens, and begins with: \"I hear you say …\"") \
    XX(OPENED_BY, "{}:", "{}:") \
    XX(OPENED_BOTH, "Dit kiezen jullie allebei:", "You both choose this:") \
    XX(OPENED_GUESS, "{} denkt:", "{} thinks:") \
    XX(QUIZ_RIGHT, "Goed.", "Right.") \
    XX(QUIZ_WRONG, "Niet goed. Goed is:", "Not right. Right is:") \
    XX(QUIZ_NONE, "Je gaf geen antwoord. Goed is:", "You gave no answer. Right is:") \
    XX(OPENED_TELL, \
       "vertel hier zelf iets over, als je wilt", \
       "tell something about this yourself, if you like") \
    XX(JOINT_CONFIRMED, \
       "Jullie zijn het eens. Dit is van jullie allebei.", \
       "You agreed. This belongs to both of you.") \
    XX(JOINT_MARKED, "{} is akkoord.", "{} agrees.") \
    XX(JOINT_HOW, \
       "Typ 'vul' met een nummer om te schrijven, en 'akkoord' met je naam als het goed is.", \
       "Type 'fill' with a number to write, and 'agree' with your name when it is right.") \
    XX(MARK_WHO, \
       "Wie is akkoord? Typ 'akkoord' met je naam.", \
       "Who agrees? Type 'agree' with your name.") \
    XX(WAY_OPEN, "'open': samen openen", "'open': open together") \
    XX(WAY_ON, "'verder': door naar het volgende", "'next': on to what follows") \
    XX(WAY_WAIT, \
       "Klaar? Wacht dan rustig op de groep.", \
       "Done? Then wait for the group.") \
    XX(WAY_HELP, \
       "'tijd': we hebben meer tijd nodig · 'begeleider': iets voor de begeleider · 'hulp': wat er nog meer kan", \
       "'time': we need more time · 'facilitator': something for the facilitator · 'help': what else can be done") \
    XX(TIME_ASKED, \
       "Doorgegeven. Alleen de begeleider ziet het.", \
       "Passed on. Only the facilitator sees it.") \
    XX(BLOCK_DONE, \
       "Dit is het laatste deel. Klaar? Wacht dan rustig op de groep.", \
       "This is the last part. Done? Then wait for the group.") \
    XX(BLOCK_BEGIN, "Verder terug kan hier niet.", "There is no way further back here.") \
    XX(OPEN_NOTHING, \
       "Hier is nu niets samen te openen. Typ 'verder'.", \
       "There is nothing to open together here now. Type 'next'.") \
    XX(WAY_LISTENER, \
       "{}, je luistert. Wil je opschrijven wat je hoorde? Typ 'schrijf'. Het hoeft niet.", \
       "{}, you listen. Would you like to write down what you heard? Type 'write'. You need not.") \
    XX(WAY_WRITE, \
       "'schrijf': jouw eigen pagina", \
       "'write': your own page") \
    XX(WAY_REOPEN, \
       "'heropen': je envelop weer open, zolang dat kan", \
       "'reopen': open your envelope again, as long as that is possible") \
    XX(WRITES, \
       "{} schrijft", \
       "{} is writing") \
    XX(PAGE_OF, \
       "De pagina van {}", \
       "The page of {}") \
    XX(REOPEN_NOTHING, \
       "Er is nu geen dichte envelop van jou.", \
       "There is no closed envelope of yours now.") \
    XX(LEAVE_ASK, \
       "Er is nog iets niet verstuurd. Toch weg? Typ ja of nee.", \
       "Something has not been sent yet. Leave all the same? Type yes or no.") \
    XX(LEAVE_NOT, \
       "Goed, je blijft.", \
       "Fine, you stay.") \
    XX(SLIP_ASK, \
       "Typ je twee woorden. Ze staan op je strookje. Je ziet ze niet terwijl je typt.\n" \
       "Enter: terug", \
       "Type your two words. They are on your slip. You will not see them while you type.\n" \
       "Enter: back") \
    XX(SLIP_HOW, \
       "Typ twee woorden, met een spatie ertussen.", \
       "Type two words, with a space between them.") \
    XX(PROMPT_SLIP, "twee woorden (je ziet ze niet)> ", "two words (you will not see them)> ") \
    XX(HELLO, "Dag {}.", "Hello {}.") \
    XX(CONSENT_ASK, \
       "Doe je mee? Typ ja of nee. Je kunt dit altijd terugdraaien, met 'terugdraaien' op je eigen pagina.", \
       "Do you take part? Type yes or no. You can undo this at any time, with 'withdraw' on your own page.") \
    XX(CONSENT_READ_ON, \
       "Lees eerst de hele tekst; daarna kun je ja of nee zeggen.", \
       "Read the whole text first; then you can say yes or no.") \
    XX(CONSENT_HELP, \
       "Typ 'ja' als je meedoet en 'nee' als je niet meedoet. 'slot': nu nog niet; je kunt hier later terugkomen. Vragen? De begeleider helpt je.", \
       "Type 'yes' if you take part and 'no' if you do not. 'lock': not now; you can come back here later. Questions? The facilitator helps you.") \
    XX(WITHDRAW_ASK, \
       "Je kunt je ja terugdraaien. Dan wordt er niets meer van je gevraagd, en niets van je gedeeld dat nog niet open was. Wat al geopend is, is gezien. Je kunt later weer ja zeggen.\n" \
       "Wil je dat? Typ ja of nee.", \
       "You can withdraw your yes. Then nothing more is asked of you, and nothing of yours is shared that was not open yet. What was opened has been seen. You can say yes again later.\n" \
       "Do you want that? Type yes or no.") \
    XX(WITHDRAW_NOT, \
       "Goed, alles blijft zoals het was.", \
       "Fine, everything stays as it was.") \
    XX(WITHDRAW_NONE, \
       "Je hebt nog geen ja gezegd; er is niets terug te draaien.", \
       "You have not said yes; there is nothing to withdraw.") \
    XX(WITHDRAWN, \
       "Je ja is teruggedraaid.", \
       "Your yes has been withdrawn.") \
    XX(CONSENT_NO, \
       "Dat is goed. Niemand hoeft te weten waarom. Meedoen op papier kan ook.", \
       "That is fine. Nobody needs to know why. You can take part on paper too.") \
    XX(CONSENT_CLOSES, \
       "Zeg je nee, dan gaat je envelop dicht, met niets erin. Zo kunnen jullie verder. Niemand ziet dat hij leeg is.", \
       "If you say no, your envelope closes with nothing in it. Then you can go on together. Nobody sees that it is empty.") \
    XX(CONSENT_NO_CLOSED, \
       "Dat is goed. Niemand hoeft te weten waarom. Je envelop is dicht, met niets erin. Meedoen op papier kan ook.", \
       "That is fine. Nobody needs to know why. Your envelope is closed, with nothing in it. You can take part on paper too.") \
    XX(EARLIER_HOW, \
       "Typ een nummer om dat antwoord terug te nemen: niemand anders ziet het dan nog. 'wis' met een nummer: weg, ook voor jou. 'lees' met een nummer: de begeleider mag het lezen, of juist niet meer. Enter: terug", \
       "Type a number to take that answer back: nobody else sees it then. 'discard' with a number: gone, for you too. 'read' with a number: the facilitator may read it, or no more. Enter: back") \
    XX(EARLIER_NONE, \
       "Er is niets van je in een oefening die voorbij is. Enter: terug", \
       "There is nothing of yours in an exercise that is over. Enter: back") \
    XX(EARLIER_MEETING, "Avond {}: {}", "Evening {}: {}") \
    XX(TAKE_BACK_NONE, \
       "Er is nu niets van jou om terug te nemen. Dat kan met wat in een dichte envelop zit.", \
       "There is nothing of yours to take back now. You can take back what is in a closed envelope.") \
    XX(TAKE_BACK_DONE, "> teruggenomen", "> taken back") \
    XX(TAKE_BACK_INTAKE, "> alleen voor de begeleider", "> for the facilitator only") \
    XX(TAKE_BACK_ASK, \
       "Typ een nummer om dat antwoord terug te nemen, of 'alles'. Dan ziet niemand anders het meer. Wat al geopend is, blijft op jullie tafel tot dit deel voorbij is.\n" \
       "'wis' met een nummer, of 'wis alles': je woorden zelf gaan ook weg.\n" \
       "'lees' met een nummer: de begeleider mag dat antwoord lezen, of juist niet meer.\n" \
       "Enter: terug.", \
       "Type a number to take that answer back, or 'all'. Then nobody else sees it any more. What was opened stays on your table until this part is over.\n" \
       "'discard' with a number, or 'discard all': the words themselves go as well.\n" \
       "'read' with a number: the facilitator may read that answer, or no more.\n" \
       "Enter: back.") \
    XX(TAKE_BACK_HOW, \
       "Typ een nummer uit de lijst, 'alles', of 'wis' of 'lees' met een nummer. Enter: terug.", \
       "Type a number from the list, 'all', or 'discard' or 'read' with a number. Enter: back.") \
    XX(DISCARD_SURE, \
       "Gewist is gewist: jij kunt het dan ook niet meer lezen. Weet je het zeker? Typ ja of nee.", \
       "Discarded is gone: you cannot read it any more either. Are you sure? Type yes or no.") \
    XX(WIDENED, "De begeleider mag dit antwoord lezen.", "The facilitator may read this answer.") \
    XX(WIDENED_OFF, "De begeleider leest dit antwoord niet meer.", "The facilitator reads this answer no more.") \
    XX(WIDENED_STATE, "> de begeleider leest mee", "> the facilitator reads it too") \
    XX(GIVEN_BY_COUPLE, "stel {}, samen", "couple {}, together") \
    XX(WIDENED_JOINT, \
       "Je zei ja. De begeleider leest het pas als jullie allemaal ja zeggen. Niemand ziet wat jij koos.", \
       "You said yes. The facilitator can read it only once all of you say yes. Nobody sees what you chose.") \
    XX(WIDENED_JOINT_STATE, "> jij zegt ja: de begeleider mag dit lezen", "> you say yes: the facilitator may read this") \
    XX(LET_GO_ASK, \
       "'groep' met een nummer: wat jullie samen opschreven mag naar de groep, zonder naam, of juist niet meer. Het gaat pas als jullie allemaal ja zeggen voordat het delen begint.", \
       "'group' with a number: what you wrote together may go to the group, without a name, or no more. It goes only if all of you say yes before the sharing begins.") \
    XX(LET_GO, \
       "Je zei ja. Het gaat pas naar de groep als jullie allemaal ja zeggen. Niemand ziet wat jij koos.", \
       "You said yes. It goes to the group only if all of you say yes. Nobody sees what you chose.") \
    XX(LET_GO_OFF, "Dit gaat niet meer naar de groep.", "This goes to the group no more.") \
    XX(LET_GO_STATE, "> jij zegt ja: dit mag naar de groep ('groep' met het nummer: toch niet)", "> you say yes: this may go to the group ('group' with the number: no after all)") \
    XX(TAKE_BACK_JOINT, \
       "Wat jullie samen opschreven, neemt één van jullie niet terug. Met 'lees' en het nummer zeg je of de begeleider het mag lezen.", \
       "What you wrote together is not for one of you to take back. With 'read' and the number you say whether the facilitator may read it.") \
    XX(TAKEN_BACK, "Je hebt het teruggenomen.", "You took it back.") \
    XX(DISCARDED, "Je hebt het teruggenomen en gewist.", "You took it back and discarded it.") \
    XX(SPLIT_ASK, \
       "Je kunt stoppen met samen delen. Dan gaat van nu af niets nieuws van jou open voor je partner. Voor je partner lijkt het alsof je het houdt; alleen de begeleider ziet wat je koos. Vanaf de volgende avond delen jullie niets meer op deze schermen. Dit blijft zo in deze cursus.\n" \
       "Wil je dat? Typ ja of nee.", \
       "You can stop sharing together. From now on nothing new of yours opens to your partner. To your partner it looks as if you keep it; only the facilitator sees what you chose. From the next evening on the two of you share nothing on these screens. It stays so in this course.\n" \
       "Do you want that? Type yes or no.") \
    XX(SPLIT_DONE, \
       "Je deelt niet meer samen. Wil je erover praten? De begeleider is er voor je.", \
       "You no longer share together. Would you like to talk about it? The facilitator is there for you.") \
    XX(QUESTION_OF, "Vraag {} van {}", "Question {} of {}") \
    XX(WAS_WRITTEN, "Hier staat nu:", "This is here now:") \
    XX(KEEP_HINT, "Enter: zo laten", "Enter: leave it so") \
    XX(SKIP_HINT, \
       "Enter: overslaan", \
       "Enter: skip") \
    XX(FIELD_HINT, \
       "'hardop': ik zeg het liever hardop · 'terug' · 'nakijken' · 'slot': weg van hier · 'hulp'", \
       "'aloud': I would rather say it aloud · 'back' · 'review' · 'lock': leave here · 'help'") \
    XX(JOINT_HELP, \
       "Typ wat jullie samen kiezen. Enter laat het zoals het is. 'terug': zonder iets te veranderen · 'stop': weg uit dit programma", \
       "Type what you choose together. Enter leaves it as it is. 'back': without changing anything · 'quit': leave this program") \
    XX(LINES_UNSAVED, \
       "Deze regels zijn nog niet bewaard. Een punt bewaart ze. Typ je hetzelfde woord nog eens, dan vervallen ze.", \
       "These lines are not saved yet. A dot saves them. Type the same word once more, and they are dropped.") \
    XX(LINES_HINT, \
       "Staat een van deze woorden, of stop of weg, alleen op een regel, dan is het een opdracht en geen antwoord.", \
       "When one of these words, or quit or away, stands alone on a line, it is a command and not an answer.") \
    XX(HELP_FIELD, \
       "Typ je antwoord en druk op Enter; het wordt meteen bewaard. Enter alleen slaat over. 'hardop': je zegt het liever. 'terug': vorige vraag. 'nakijken': alles op een rij, en de envelop dicht. 'slot': je pagina gaat dicht, wat bewaard is blijft. 'terugdraaien': je ja intrekken. 'stop': weg uit dit programma. 'weg': hetzelfde, meteen.", \
       "Type your answer and press Enter; it is saved at once. Enter alone skips. 'aloud': you would rather say it. 'back': the question before. 'review': everything in a row, and closing the envelope. 'lock': your page closes, what is saved stays. 'withdraw': take back your yes. 'quit': leave this program. 'away': the same, at once.") \
    XX(REVIEW, "Dit zit er in je envelop.", "This is in your envelope.") \
    XX(SHOWN, "> laten zien", "> show") \
    XX(SHOWN_TO_GROUP, "> laten zien, ook aan de groep, zonder naam", "> show, to the group as well, without a name") \
    XX(KEPT, "> houden", "> keep") \
    XX(REVIEW_CHOOSE, \
       "Typ een nummer: laten zien of houden. 'alles': alles laten zien. 'niets': alles houden.", \
       "Type a number: show or keep. 'all': show everything. 'nothing': keep everything.") \
    XX(REVIEW_TO_GROUP, \
       "'groep' met een nummer: laten zien, en ook naar de groep, zonder naam. Dat kan bij sommige antwoorden.", \
       "'group' with a number: show, and to the group as well, without a name. Some answers allow it.") \
    XX(REVIEW_TO_GROUP_HOW, \
       "Dat antwoord gaat niet naar de groep. Kijk in de lijst welke vraag dat wel kan.", \
       "That answer does not go to the group. See in the list which question allows it.") \
    XX(REVIEW_CLOSE, \
       "'wijzig' met een nummer: anders invullen · 'dicht': de envelop dicht · 'slot': nog niet", \
       "'change' with a number: answer anew · 'close': close the envelope · 'lock': not yet") \
    XX(HELP_REVIEW, \
       "Typ een nummer uit de lijst, 'alles', 'niets', 'wijzig' met een nummer, 'dicht', 'slot', 'terugdraaien' of 'stop'.", \
       "Type a number from the list, 'all', 'nothing', 'change' with a number, 'close', 'lock', 'withdraw' or 'quit'.") \
    XX(SIGNAL_ASK, \
       "Nog iets voor de begeleider?\n" \
       "1 niets\n" \
       "2 even overleggen\n" \
       "3 bel me deze week\n" \
       "Typ een nummer. Enter is niets.", \
       "Something for the facilitator?\n" \
       "1 nothing\n" \
       "2 a word with you\n" \
       "3 call me this week\n" \
       "Type a number. Enter is nothing.") \
    XX(SIGNAL_HOW, "Typ 1, 2 of 3, of alleen Enter.", "Type 1, 2 or 3, or just Enter.") \
    XX(SIGNAL_WHO_TABLE, \
       "Alleen de begeleider ziet dit: van welke tafel het komt, en niet van wie.", \
       "Only the facilitator sees this: from which table it comes, and not from whom.") \
    XX(SIGNAL_WHO_PEN, \
       "Alleen de begeleider ziet dit. Je partner merkt er niets van.", \
       "Only the facilitator sees this. Your partner notices nothing.") \
    XX(SIGNAL_HELP, \
       "Is het thuis niet veilig? Bel Veilig Thuis: 0800-2000. Dat is gratis, dag en nacht.\n" \
       "Is er nu gevaar? Bel 112.", \
       "Is home not safe? Call Veilig Thuis: 0800-2000. It is free, day and night.\n" \
       "In danger now? Call 112.") \
    XX(CLOSED_HAND_OVER, \
       "Je envelop is dicht. Geef het toetsenbord door.", \
       "Your envelope is closed. Hand over the keyboard.") \
    XX(CLOSED_NOW, "Je envelop is dicht.", "Your envelope is closed.") \
    XX(CLOSED_PAGE, \
       "Je envelop is dicht. 'heropen': er nog iets aan veranderen, zolang dat kan. 'terugnemen': een antwoord terugnemen of wissen; 'eerder': een van eerder. 'apart': niet meer samen delen. 'terugdraaien': je ja intrekken. Enter: terug.", \
       "Your envelope is closed. 'reopen': change something, as long as that is possible. 'takeback': take an answer back, or discard it; 'earlier': one of before. 'apart': no longer share together. 'withdraw': take back your yes. Enter: back.") \
    XX(NOTHING_PAGE, \
       "Er wordt nu niets van je gevraagd. 'eerder': wat je eerder schreef. 'apart': niet meer samen delen. 'terugdraaien': je ja intrekken. Enter: terug, dan kan je partner erbij.", \
       "Nothing is asked of you now. 'earlier': what you wrote before. 'apart': no longer share together. 'withdraw': take back your yes. Enter: back, so that your partner can have a turn.") \
    XX(SEAT_TAKEN, \
       "Je pagina is dichtgegaan. Wat bewaard was, is er nog.", \
       "Your page was closed. What was saved is still there.") \
    XX(SEAT_IDLE, \
       "Er werd een tijd niets getypt. De pagina is dichtgegaan; wat bewaard was, is er nog.", \
       "Nothing was typed for a while. The page was closed; what was saved is still there.") \
    XX(RUN_ENDED, \
       "Deze oefening is voorbij. Wat je schreef blijft van jou.", \
       "This exercise is over. What you wrote stays yours.") \
    XX(HELP_JOIN, \
       "Typ je naam of je nummer om te schrijven, en dan je twee woorden; je pagina gaat weer dicht als je klaar bent.\n" \
       "'open': samen openen, als jullie allebei klaar zijn\n" \
       "'verder', 'terug': door naar het volgende, of terug\n" \
       "'vul 1': samen iets invullen · 'akkoord NAAM': het klopt voor mij\n" \
       "op een eigen apparaat: 'schrijf', 'heropen', 'terugnemen', 'eerder', 'apart' en 'terugdraaien'\n" \
       "'tijd': we hebben meer tijd nodig\n" \
       "'muur': wat de groep deelde\n" \
       "'begeleider': iets voor de begeleider alleen, vanaf elke pagina\n" \
       "'stop': weg uit dit programma; wat bewaard is blijft\n" \
       "'weg': meteen weg, op elk moment; wat nog niet verstuurd is vervalt", \
       "Type your name or number to write, and then your two words; your page closes again when you are done.\n" \
       "'open': open together, when both are ready\n" \
       "'next', 'back': on to what follows, or back\n" \
       "'fill 1': fill in something together · 'agree NAME': it is right for me\n" \
       "on a device of your own: 'write', 'reopen', 'takeback', 'earlier', 'apart' and 'withdraw'\n" \
       "'time': we need more time\n" \
       "'wall': what the group shared\n" \
       "'facilitator': something for the facilitator alone, from any page\n" \
       "'quit': leave this program; what is saved stays\n" \
       "'away': leave at once, at any moment; what is not sent yet is lost")

#define HV_WORDS_BOARD(XX) \
    XX(PRESENCE_EXPECTED, "nog niet binnen", "not in yet") \
    XX(PRESENCE_HERE, "hier", "here") \
    XX(PRESENCE_ONE, "een van de twee", "one of the two") \
    XX(PRESENCE_PAPER, "op papier", "on paper") \
    XX(PRESENCE_AWAY, "weg", "away") \
    XX(SEAT_WAITING, "{}: nog niet begonnen", "{}: not begun") \
    XX(SEAT_NO_CONSENT, "{}: geen ja, of nog niet", "{}: no yes, or not yet") \
    XX(SEAT_BUSY, "{}: bezig", "{}: busy") \
    XX(SEAT_CLOSED, "{}: klaar", "{}: done") \
    XX(SEAT_ABSENT, "{}: er niet", "{}: not here") \
    XX(SEAT_SPLIT, "{}: deelt niet meer samen", "{}: no longer shares together") \
    XX(SEAT_RESTS, \
       "{}: even dicht na vijf keer verkeerde woorden", \
       "{}: rests after five times the wrong words") \
    XX(FORM_SHORT, "korte vorm", "short form") \
    XX(FORM_LIGHT, "lichte vorm", "light form") \
    XX(UNIT_OFFLINE, "niet verbonden", "not connected") \
    XX(UNIT_OPENED, "geopend", "opened") \
    XX(UNIT_CONFIRMED, "samen akkoord", "agreed together") \
    XX(UNIT_SHARING_CLOSED, "samen openen staat dicht", "opening together is closed") \
    XX(REQUEST_TIME, "meer tijd", "more time") \
    XX(REQUEST_TALK, "even overleggen ({})", "a word with you ({})") \
    XX(REQUEST_CALL, "bel me deze week ({})", "call me this week ({})") \
    XX(REQUEST_OF_TABLE, "van de tafel", "from the table") \
    XX(NOTES_WAIT, \
       "Regels die op de muur kunnen: {}. Typ 'muur'.", \
       "Lines that can go on the wall: {}. Type 'wall'.") \
    XX(TOO_FEW, \
       "Een uitslag heeft te weinig antwoorden om te tonen. Laat het hardop zeggen.", \
       "A result has too few answers to be shown. Let people say it aloud.") \
    XX(GUESTS_WAIT, \
       "Wacht aan de deur: nummer {}. Typ 'plaats' met dat nummer en dat van het stel.", \
       "Waits at the door: number {}. Type 'place' with that number and that of the couple.") \
    XX(EXAMPLE_SHOWN, \
       "Voorbeeld op het grote scherm: {} van {} antwoorden. 'toon': het volgende.", \
       "Example on the big screen: {} of {} answers. 'show': the next one.") \
    XX(STEP_NOW, "nu", "now") \
    XX(STEP_DONE, "gedaan", "done") \
    XX(STEP_SKIPPED, "overgeslagen", "skipped") \
    XX(STEP_PLANNED, "straks", "to come") \
    XX(CARD_SAY, "Zeg:", "Say:") \
    XX(CARD_PURPOSE, "Waarvoor:", "What for:") \
    XX(CARD_ROOM, "De zaal:", "The room:") \
    XX(CARD_WATCH, "Let op:", "Watch for:") \
    XX(CARD_STUCK, "Loopt het vast:", "If it stalls:") \
    XX(CARD_STOP, "Stop als:", "Stop if:") \
    XX(CARD_AFTER, "Daarna:", "Afterwards:") \
    XX(CARD_EXAMPLES, \
       "Regels van onszelf voor de muur ('voorbeeld 2'):", \
       "Lines of our own for the wall ('example 2'):") \
    XX(ROLE_FACILITATOR, "begeleider", "facilitator") \
    XX(ROLE_CO_FACILITATOR, "medebegeleider", "co-facilitator") \
    XX(ROLE_TABLE, "tafel", "table") \
    XX(ROLE_PEN, "pen", "pen") \
    XX(ROLE_PROJECTOR, "projector", "projector") \
    XX(ROLE_GUEST, "gast", "guest") \
    XX(ROLE_OBSERVER, "meekijker", "observer") \
    XX(ROSTER_SEAT, "stel {}: {}", "couple {}: {}") \
    XX(ROSTER_DEVICE_OF, "apparaat {}: {} van stel {}", "device {}: {} of couple {}") \
    XX(ROSTER_PEN, \
       "apparaat {}: pen van {}, stel {}", \
       "device {}: pen of {}, couple {}") \
    XX(ROSTER_DEVICE, "apparaat {}: {}", "device {}: {}")

#define HV_WORDS_OWNER(XX) \
    XX(GROUPS, "Jouw groepen:", "Your groups:") \
    XX(GROUPS_HOW, \
       "Typ het nummer van een groep, of 'nieuw'; of 'wachtzin' om er een te kiezen, of 'code' voor een extra code bij het inloggen.", \
       "Type the number of a group, or 'new'; or 'passphrase' to choose one, or 'code' for a second factor.") \
    XX(PASSPHRASE_FIRST, \
       "Welkom. Dit is de eerste keer: met een wachtzin kom je hierna overal binnen, ook in een browser.", \
       "Welcome. This is the first time: with a passphrase you get in from anywhere after this, in a browser too.") \
    XX(PASSPHRASE_HOW, \
       "Kies een wachtzin van minstens 12 tekens; een paar woorden is goed. Daarna werkt de link van de eerste keer niet meer. Enter: nu niet.", \
       "Choose a passphrase of at least 12 characters; a few words will do. After that the link of the first time works no more. Enter: not now.") \
    XX(PASSPHRASE_SHORT, \
       "Een wachtzin heeft minstens 12 tekens, en hoogstens 200 bytes.", \
       "A passphrase has at least 12 characters, and at most 200 bytes.") \
    XX(PASSPHRASE_OTHER, \
       "Dat was niet twee keer hetzelfde.", \
       "That was not the same twice.") \
    XX(PASSPHRASE_WRONG, \
       "Je wachtzin tot nu toe klopt niet.", \
       "Your passphrase until now is not right.") \
    XX(PASSPHRASE_SET, \
       "Je wachtzin is bewaard. Log er de volgende keer mee in: 'houvast facilitate' met het adres.", \
       "Your passphrase is saved. Log in with it next time: 'houvast facilitate' with the address.") \
    XX(PROMPT_PASSPHRASE_CURRENT, "je wachtzin tot nu toe (je ziet hem niet)> ", "your passphrase until now (you will not see it)> ") \
    XX(PROMPT_PASSPHRASE, "wachtzin (je ziet hem niet)> ", "passphrase (you will not see it)> ") \
    XX(PROMPT_PASSPHRASE_AGAIN, "nog een keer> ", "once more> ") \
    XX(SECOND_FACTOR_HOW, \
       "Voeg Houvast toe in een app op je telefoon die codes maakt. Scan de QR-code of typ dit over in de app:", \
       "Add Houvast in an app on your phone that makes codes. Scan the QR code or type this into the app:") \
    XX(SECOND_FACTOR_FIRST, \
       "Typ nu je wachtzin, en daarna de code die je app laat zien. Vanaf dan heb je bij elke keer inloggen een code nodig. Enter: niet nu.", \
       "Now type your passphrase, and then the code that your app shows. From then on each login takes a code. Enter: not now.") \
    XX(SECOND_FACTOR_NOT_YET, "Kies eerst een wachtzin.", "Choose a passphrase first.") \
    XX(SECOND_FACTOR_IS_SET, \
       "Inloggen vraagt nu een extra code. Typ je wachtzin, en daarna de code uit je app, om dat uit te zetten. Enter: zo laten.", \
       "Logging in takes a code now. Type your passphrase, and then the code from your app, to put that off. Enter: leave it.") \
    XX(SECOND_FACTOR_SET, \
       "De extra code staat aan. Bewaar je telefoon goed. Is hij kwijt? Wie de server beheert, kan de code uitzetten.", \
       "The second factor is on. Keep your phone safe. Is it lost? Whoever runs the server can put it off.") \
    XX(SECOND_FACTOR_GONE, "De extra code is uit. De wachtzin is genoeg.", "The second factor is off. The passphrase is enough.") \
    XX(SECOND_FACTOR_WRONG, \
       "Je wachtzin of die code klopt niet, of de code is al gebruikt. Wacht op de volgende. Gaat de klok van je telefoon goed?", \
       "Your passphrase or that code is not right, or the code was used. Wait for the next one. Is the clock of your phone right?") \
    XX(PROMPT_LOGIN_CODE, "code> ", "code> ") \
    XX(NEW_GROUP, \
       "Een nieuwe groep. Hoe heet de groep? Een schuilnaam is genoeg.", \
       "A new group. What is the group called? An alias is enough.") \
    XX(TITLE_HOW, \
       "Typ een naam van hoogstens 80 tekens.", \
       "Type a name of at most 80 characters.") \
    XX(NO_PROGRAMMES, "Deze server heeft geen programma's.", "This server has no programmes.") \
    XX(COUPLES_HOW, \
       "Wie doen er mee? Typ per stel twee namen, zoals Noor, Sam. Schuilnamen mogen. Een lege regel: klaar.", \
       "Who takes part? Type two names per couple, such as Noor, Sam. Aliases are fine. An empty line: done.") \
    XX(COUPLE_HOW, \
       "Typ twee namen met een komma ertussen, zoals Noor, Sam; hoogstens 40 tekens per naam.", \
       "Type two names with a comma between them, such as Noor, Sam; at most 40 characters a name.") \
    XX(COUPLE_SAME, \
       "Die twee namen zijn gelijk. Geef elk een eigen naam, zoals Noor B en Noor K.", \
       "Those two names are the same. Give each a name of its own, such as Noor B and Noor K.") \
    XX(COUPLES_FULL, \
       "Er passen 16 stellen in een groep. Een lege regel: klaar.", \
       "A group has room for 16 couples. An empty line: done.") \
    XX(PROMPT_GROUP, "groep> ", "group> ") \
    XX(PROMPT_TITLE, "naam> ", "name> ") \
    XX(PROMPT_PROGRAMME, "programma> ", "programme> ") \
    XX(PROMPT_COUPLE, "stel> ", "couple> ") \
    XX(LINK_TABLE, "Tafel van stel {}, {}:", "Table of couple {}, {}:") \
    XX(LINK_PEN, "Pen in stel {}, {}:", "Pen in couple {}, {}:") \
    XX(LINK_PROJECTOR, "Projector:", "Projector:") \
    XX(LINK_CO_FACILITATOR, "Medebegeleider:", "Co-facilitator:")

#define HV_WORDS_LEAD(XX) \
    XX(TELL_BEGIN, \
       "Geef iedereen een strookje: typ 'strookjes'. Met 'begin' open je de avond, en 'hulp' helpt.", \
       "Give everyone their slip: type 'slips'. 'begin' opens the evening, and 'help' helps.") \
    XX(TELL_WHERE, \
       "Hier zijn jullie nu. Typ 'volgende' of 'hulp'.", \
       "This is where you are now. Type 'next' or 'help'.") \
    XX(TELL_ONLINE, \
       "Tafel {} is verbonden. Typ 'hier {}' om dit stel binnen te laten.", \
       "Table {} is connected. Type 'here {}' to let this couple in.") \
    XX(TELL_REQUEST, \
       "Tafel {} vraagt iets. Kijk op het bord als niemand meekijkt.", \
       "Table {} asks for something. Look at the board when nobody looks along.") \
    XX(TELL_READY, "Iedereen is klaar.", "Everyone is ready.") \
    XX(ROUND_HOW, \
       "Loop langs elke tafel en spreek ieder even apart, in deze gelote volgorde. Daarna: 'gezien' met het nummer.", \
       "Walk past every table and speak to each person apart, in this drawn order. Then: 'seen' with the number.") \
    XX(ROUND_NONE, "Er is nog niemand binnen.", "Nobody is in yet.") \
    XX(ROUND_TABLE, "  tafel {}: {}", "  table {}: {}") \
    XX(TELL_PAUSED, \
       "Iedereen pauzeert; alle schermen zijn bedekt. 'pauze': weer verder.", \
       "Everyone pauses; all screens are covered. 'pause': on again.") \
    XX(TELL_RESUMED, "Iedereen kan weer verder.", "Everyone can go on.") \
    XX(TELL_SAY, "Zeg: {}", "Say: {}") \
    XX(STILL_BUSY, \
       "Er wordt nog geschreven: {}. Nog een keer 'volgende' gaat toch verder.", \
       "Still writing: {}. 'next' once more goes on all the same.") \
    XX(SURE_END, \
       "De avond sluit voor iedereen; wie nog schrijft kan niet verder. Weet je het zeker? Typ ja of nee.", \
       "The evening closes for everyone; whoever still writes cannot go on. Are you sure? Type yes or no.") \
    XX(SURE_STEP, \
       "Er wordt nog geschreven: {}. Deze oefening stopt dan voor iedereen. Weet je het zeker? Typ ja of nee.", \
       "Still writing: {}. This exercise then stops for everyone. Are you sure? Type yes or no.") \
    XX(NOT_DONE, \
       "Goed, er verandert niets.", \
       "Fine, nothing changes.") \
    XX(LAST_STEP, \
       "Dit was de laatste stap. Met 'einde' sluit je de avond.", \
       "This was the last step. 'end' closes the evening.") \
    XX(FIRST_STAGE, \
       "Terug kan alleen binnen een oefening. 'stap N' en 'opnieuw N' gaan naar een andere stap.", \
       "Going back works within an exercise only. 'step N' and 'again N' go to another step.") \
    XX(WHICH_STEP, \
       "Welke stap? Typ het nummer uit 'agenda'.", \
       "Which step? Type its number in 'agenda'.") \
    XX(STEP_WAS_DONE, \
       "Die stap is al gedaan. Met 'opnieuw N' doe je hem nog eens.", \
       "That step was done. 'again N' does it once more.") \
    XX(AGENDA_NONE, \
       "Er is nog geen agenda. Typ 'begin'.", \
       "There is no agenda yet. Type 'begin'.") \
    XX(BEGIN_HOW, \
       "Typ 'begin', of 'begin 2' voor de tweede avond.", \
       "Type 'begin', or 'begin 2' for the second evening.") \
    XX(MOVE_HOW, \
       "Typ 'verplaats 5 na 2', of 'verplaats 5 na 0' voor vooraan.", \
       "Type 'move 5 after 2', or 'move 5 after 0' for the front.") \
    XX(PUSH_HOW, \
       "Typ het woord van een oefening uit 'bibliotheek', en als je wilt de minuten.", \
       "Type the word of an exercise of the 'library', and its minutes if you like.") \
    XX(CLOCK_HOW, \
       "Typ 'klok start', 'klok start 10', 'klok pauze', 'klok verder', 'klok +1', 'klok +5', 'klok -1' of 'klok uit'.", \
       "Type 'clock start', 'clock start 10', 'clock pause', 'clock resume', 'clock +1', 'clock +5', 'clock -1' or 'clock off'.") \
    XX(ANNOUNCE_HOW, \
       "Dat is te lang om op elk scherm te zetten.", \
       "That is too long to put on every screen.") \
    XX(WHICH_COUPLE, \
       "Welk stel? Typ het nummer dat op het bord staat.", \
       "Which couple? Type the number on the board.") \
    XX(WHICH_NAME, \
       "Wie is er alleen? Typ 'een 1 Noor'.", \
       "Who is here alone? Type 'one 1 Noor'.") \
    XX(REMOVE_HOW, \
       "Welk apparaat? Typ het nummer uit 'rooster'.", \
       "Which device? Type its number in 'roster'.") \
    XX(NARROW_HOW, \
       "Typ 'beperk' met een nummer: dan ziet alleen wie het schreef dat antwoord nog. Met 'naamloos' erachter: de namen gaan weg. Terug kan niet in deze ronde.", \
       "Type 'narrow' with a number: then only who wrote that answer sees it. With 'nameless' behind it: the names go. There is no way back in this round.") \
    XX(NARROW_SELF, "alleen wie het schreef", "only who wrote it") \
    XX(NARROW_NAMELESS, "zonder naam", "without a name") \
    XX(SPLIT_HOW, \
       "Typ 'apart' met het nummer van een stel en een naam.", \
       "Type 'apart' with the number of a couple and a name.") \
    XX(SURE_SPLIT, \
       "Van nu af gaat niets nieuws van {} open voor de partner, en vanaf de volgende avond delen zij niets meer. Alleen het bord laat het zien. Het blijft zo. Weet je het zeker? Typ ja of nee.", \
       "From now on nothing new of {} opens to the partner, and from the next evening on they share nothing. Only the board shows it. It stays so. Are you sure? Type yes or no.") \
    XX(SHARING_HOW, \
       "Typ 'delen dicht' of 'delen open', als je wilt met het nummer van een stel.", \
       "Type 'sharing closed' or 'sharing open', with the number of a couple if you like.") \
    XX(LOBBY_HOW, \
       "Typ 'lobby open', 'lobby dicht', of 'lobby' om de code te zien.", \
       "Type 'lobby open', 'lobby closed', or 'lobby' to see the code.") \
    XX(LOBBY_CLOSED, \
       "De deur is dicht. 'lobby open' maakt een code voor wie zonder kaart komt.", \
       "The door is closed. 'lobby open' makes a code for those who come without a card.") \
    XX(LOBBY_OPEN, \
       "De deur is open. Wie zonder kaart komt gaat naar {} en typt daar {}.", \
       "The door is open. Whoever comes without a card goes to {} and types {} there.") \
    XX(GUESTS_NONE, "Er wacht niemand aan de deur.", "Nobody waits at the door.") \
    XX(GUEST_ONLINE, "wacht", "waits") \
    XX(PLACE_HOW, \
       "Typ 'plaats 12 3': wie nummer 12 op het scherm heeft, wordt tafel van stel 3.", \
       "Type 'place 12 3': whoever has number 12 on the screen becomes the table of couple 3.") \
    XX(ACCESS_HOW, \
       "Typ 'toegang', 'toegang 2', of 'toegang 2 nieuw' voor een nieuwe kaart.", \
       "Type 'access', 'access 2', or 'access 2 new' for a new card.") \
    XX(SLIP_OF, "- - - - -  {}, stel {}", "- - - - -  {}, couple {}") \
    XX(SLIP_WORDS, \
       "Jouw twee woorden: {}\n" \
       "Ze openen jouw pagina. Houd ze voor jezelf, ook voor je partner.", \
       "Your two words: {}\n" \
       "They open your page. Keep them to yourself, from your partner too.") \
    XX(SLIP_USED, \
       "De woorden zijn gebruikt; niemand kan ze nog lezen. 'woorden {} {}' geeft twee nieuwe.", \
       "The words were used; nobody can read them any more. 'words {} {}' gives two new ones.") \
    XX(SLIPS_HOW, \
       "Een strookje per persoon: schrijf ze over, of typ 'strookjes' met de naam van een bestand om ze te printen. Enter: terug", \
       "A slip for each person: copy them by hand, or type 'slips' with the name of a file to print them. Enter: back") \
    XX(SLIPS_WRITTEN, \
       "De strookjes staan in {}. Print ze, knip ze los, en gooi het bestand weg.", \
       "The slips are in {}. Print them, cut them apart, and delete the file.") \
    XX(SLIPS_NOT_WRITTEN, \
       "Dat bestand kan ik niet maken. Bestaat het al? Kies een andere naam.", \
       "That file cannot be made. Is it there already? Choose another name.") \
    XX(WORDS_HOW, \
       "Typ 'woorden' met het nummer van een stel en een naam.", \
       "Type 'words' with the number of a couple and a name.") \
    XX(SURE_WORDS, \
       "{} krijgt twee nieuwe woorden, en een lege plek: wat daar geschreven was, is er niet meer terug te lezen, en kladjes zijn weg. Dichte enveloppen blijven dicht. Staat die persoon zelf voor je? Typ ja of nee.", \
       "{} gets two new words, and an empty seat: what was written there cannot be read back there, and drafts are gone. Closed envelopes stay closed. Does that person stand before you? Type yes or no.") \
    XX(WEIGHS_LIGHT, "Stel {} krijgt de lichte vorm.", "Couple {} gets the light form.") \
    XX(WEIGHS_SHORT, "Stel {} krijgt de korte vorm, als die er is.", "Couple {} gets the short form, if there is one.") \
    XX(WEIGHS_CARE, "Stel {}: kijk of dit nu past.", "Couple {}: consider whether this fits now.") \
    XX(WEIGHS_ASK, "Wil je deze oefening nu? Typ ja of nee.", "Do you want this exercise now? Type yes or no.") \
    XX(PERSON_WHO, \
       "Typ 'persoon' met het nummer van een stel en een naam.", \
       "Type 'person' with the number of a couple and a name.") \
    XX(PERSON_OF, "{}: alleen begeleiders lezen dit", "{}: facilitators alone read this") \
    XX(PERSON_WHAT, \
       "Kenmerken en een rood licht bepalen welke vorm dit stel krijgt. Zij zien niet waarom.", \
       "Tags and a red light decide which form this couple gets. They do not see why.") \
    XX(PERSON_HOW, \
       "'groen', 'oranje', 'rood' of 'uit': het licht · '+4', '-4': een kenmerk erbij of eraf · 'notitie TEKST': in plaats van wat er staat; alleen 'notitie' haalt die weg · Enter: terug", \
       "'green', 'orange', 'red' or 'off': the light · '+4', '-4': a tag on or off · 'note TEXT': in the place of what stands there; 'note' alone takes it away · Enter: back") \
    XX(LIGHT_NONE, "licht: geen", "light: none") \
    XX(LIGHT_GREEN, "licht: groen", "light: green") \
    XX(LIGHT_ORANGE, "licht: oranje", "light: orange") \
    XX(LIGHT_RED, "licht: rood", "light: red") \
    XX(TAG_FEAR, "bang voor de partner, of onder diens controle", "afraid of the partner, or controlled by them") \
    XX(TAG_VIOLENCE, "kort geleden geweld", "violence not long ago") \
    XX(TAG_AFFAIR, "een affaire die doorgaat", "an affair that goes on") \
    XX(TAG_DISCLOSURE, "een affaire, nog geen drie maanden bekend", "an affair that came out less than three months ago") \
    XX(TAG_CRISIS, "in een crisis", "in a crisis") \
    XX(TAG_INTOXICATED, "vanavond onder invloed", "under the influence tonight") \
    XX(TAG_TRAUMA, "raakt overspoeld, of is er even niet bij", "floods, or goes away in the mind") \
    XX(TAG_SEXUAL_HARM, "seksueel geweld meegemaakt", "harmed sexually") \
    XX(TAG_SEPARATING, "gaat uit elkaar", "about to part") \
    XX(TAG_CHILD, "een kind is niet veilig", "a child is not safe") \
    XX(TAG_SHARED_DEVICE, "geen eigen apparaat", "no device of their own") \
    XX(TAG_LANGUAGE, "spreekt de taal weinig", "has little of the language") \
    XX(ACCESS_CARD, "Kaart van stel {}, {}", "Card of couple {}, {}") \
    XX(ACCESS_CODE, \
       "Op de laptop: {}, met de code {}. Op een telefoon: scan dit, of open de link.", \
       "On the laptop: {}, with the code {}. On a phone: scan this, or open the link.") \
    XX(QR_TOO_WIDE, \
       "(voor de QR-code is dit venster te smal)", \
       "(this window is too narrow for the QR code)") \
    XX(SHOW_HOW, \
       "Typ 'toon' voor het volgende antwoord van het voorbeeld, of 'toon 0' om het weg te halen.", \
       "Type 'show' for the next answer of the example, or 'show 0' to take it away.") \
    XX(SHOW_NONE, "Deze stap heeft geen voorbeeld.", "This step has no example.") \
    XX(SHOW_ALL, \
       "Het hele voorbeeld staat er. 'toon 0' haalt het weg.", \
       "The whole example is there. 'show 0' takes it away.") \
    XX(NO_EXERCISE, "Er is nu geen oefening bezig.", "No exercise is under way now.") \
    XX(PAGE_BACK, "Enter: terug", "Enter: back") \
    XX(NOTES, "Voor de muur (een * staat er al):", "For the wall (a * is there already):") \
    XX(NOTES_HOW, \
       "'kies 3' zet een regel op de muur, 'haal weg 3' haalt hem eraf.", \
       "'pick 3' puts a line on the wall, 'unpick 3' takes it off.") \
    XX(NOTES_NONE, "Er zijn geen regels om uit te kiezen.", "There are no lines to pick from.") \
    XX(PICK_HOW, \
       "Typ eerst 'muur', en dan het nummer van een regel.", \
       "Type 'wall' first, and then the number of a line.") \
    XX(EXAMPLE_HOW, \
       "Welke regel van onszelf? Het nummer staat op de 'kaart'.", \
       "Which line of our own? Its number is on the 'card'.") \
    XX(WRITE_HOW, \
       "Typ achter 'schrijf' wat er hardop gezegd is; niet te lang.", \
       "Behind 'write', type what was said aloud; not too long.") \
    XX(ANSWERS_NONE, \
       "Er zijn hier nog geen antwoorden voor jou.", \
       "There are no answers for you here yet.") \
    XX(HELP_FACILITATE, \
       "De avond\n" \
       "volgende (of v): verder, deel na deel\n" \
       "terug: het deel ervoor\n" \
       "stap 1.5: naar die stap\n" \
       "opnieuw 1.5: die stap nog eens\n" \
       "begin, einde: open of sluit de avond\n" \
       "\n" \
       "De agenda\n" \
       "agenda: alle stappen\n" \
       "overslaan 6, terugnemen 6: een stap niet doen, of toch wel\n" \
       "verplaats 5 na 2: een stap op een andere plek\n" \
       "bibliotheek: alle oefeningen\n" \
       "duw WOORD: die oefening, nu\n" \
       "voeg toe WOORD: die oefening, hierna\n" \
       "\n" \
       "Kijken\n" \
       "bord (of Enter): waar iedereen is\n" \
       "kaart: wat je zegt en waar je op let\n" \
       "muur: wat er staat en wat erop kan\n" \
       "antwoorden: wat alleen jij leest\n" \
       "beperk, beperk 2, beperk 2 naamloos: minder mensen zien die vraag\n" \
       "rooster: wie en welke apparaten\n" \
       "\n" \
       "Een stel\n" \
       "hier 1, een 1 Noor, papier 1, weg 1: wie er is\n" \
       "licht 1, kort 1, volledig 1: welke vorm dit stel doet\n" \
       "ronde: in welke volgorde je langs alle tafels loopt; 'ronde nieuw' loot opnieuw\n" \
       "gezien 1: je hebt een vraag van deze tafel gezien\n" \
       "delen dicht, delen open: samen openen; met een nummer voor een stel\n" \
       "apart 1 Noor: van Noor gaat niets nieuws meer open voor de partner\n" \
       "persoon 1 Noor: licht, kenmerken en een notitie, die alleen begeleiders zien\n" \
       "stel Noor, Sam: een stel erbij\n" \
       "toegang, toegang 1, toegang 1 nieuw: de kaart waarmee een stel binnenkomt\n" \
       "strookjes, strookjes 1, strookjes BESTAND: de twee woorden van ieder\n" \
       "woorden 1 Noor: twee nieuwe woorden voor Noor, en een lege plek\n" \
       "lobby open, lobby dicht: een code voor wie zonder kaart komt\n" \
       "gasten, plaats 12 1: wie aan de deur wacht, en bij welk stel die hoort\n" \
       "uitnodigen 1, uitnodigen 1 pennen: een nieuwe link\n" \
       "uitnodigen projector, uitnodigen begeleider: ook een link\n" \
       "verwijder 4: dat apparaat doet niet meer mee\n" \
       "\n" \
       "Op alle schermen\n" \
       "pauze: pauze voor iedereen, alle schermen bedekt; nog eens: weer verder\n" \
       "klok start, pauze, verder, +1, +5, -1, uit: de klok\n" \
       "zeg TEKST: een mededeling; alleen 'zeg' haalt hem weg\n" \
       "\n" \
       "De muur\n" \
       "kies 3, haal weg 3: een regel van iemand erop of eraf\n" \
       "voorbeeld 2: een regel van onszelf\n" \
       "toon, toon 0: het voorbeeld van deze stap, antwoord na antwoord, of weg\n" \
       "schrijf TEKST: wat hardop gezegd is\n" \
       "wis: de muur leeg\n" \
       "\n" \
       "stop: weg uit dit programma; de avond gaat door", \
       "The evening\n" \
       "next (or n): on, part by part\n" \
       "back: the part before\n" \
       "step 1.5: to that step\n" \
       "again 1.5: that step once more\n" \
       "begin, end: open or close the evening\n" \
       "\n" \
       "The agenda\n" \
       "agenda: all steps\n" \
       "skip 6, unskip 6: leave a step out, or take it back\n" \
       "move 5 after 2: put a step elsewhere\n" \
       "library: all exercises\n" \
       "push WORD: that exercise, now\n" \
       "insert WORD: that exercise, next\n" \
       "\n" \
       "Looking\n" \
       "board (or Enter): where everyone is\n" \
       "card: what to say and what to watch for\n" \
       "wall: what is on it, and what can be\n" \
       "answers: what you alone read\n" \
       "narrow, narrow 2, narrow 2 nameless: fewer people see that question\n" \
       "roster: who, and which devices\n" \
       "\n" \
       "A couple\n" \
       "here 1, one 1 Noor, paper 1, away 1: who is here\n" \
       "light 1, short 1, full 1: which form this couple does\n" \
       "round: in which order you walk past all tables; 'round new' draws again\n" \
       "seen 1: you saw what this table asked\n" \
       "sharing closed, sharing open: opening together; with a number for one couple\n" \
       "apart 1 Noor: nothing new of Noor opens to the partner any more\n" \
       "person 1 Noor: light, tags and a note, which facilitators alone see\n" \
       "couple Noor, Sam: one more couple\n" \
       "access, access 1, access 1 new: the card by which a couple comes in\n" \
       "slips, slips 1, slips FILE: the two words of each person\n" \
       "words 1 Noor: two new words for Noor, and an empty seat\n" \
       "lobby open, lobby closed: a code for those who come without a card\n" \
       "guests, place 12 1: who waits at the door, and to which couple they belong\n" \
       "invite 1, invite 1 pens: a new link\n" \
       "invite projector, invite facilitator: a link as well\n" \
       "remove 4: that device takes part no longer\n" \
       "\n" \
       "On all screens\n" \
       "pause: a pause for everyone, all screens covered; once more: on again\n" \
       "clock start, pause, resume, +1, +5, -1, off: the clock\n" \
       "say TEXT: an announcement; 'say' alone takes it away\n" \
       "\n" \
       "The wall\n" \
       "pick 3, unpick 3: someone's line on it, or off it\n" \
       "example 2: a line of our own\n" \
       "show, show 0: the example of this step, answer by answer, or away\n" \
       "write TEXT: what was said aloud\n" \
       "clear: empty the wall\n" \
       "\n" \
       "quit: leave this program; the evening goes on")

#define HV_WORDS_MAP(XX) \
    HV_WORDS_OPTIONS(XX) \
    HV_WORDS_REFUSALS(XX) \
    HV_WORDS_FAREWELLS(XX) \
    HV_WORDS_REHEARSAL(XX) \
    HV_WORDS_CONNECTION(XX) \
    HV_WORDS_FIELDS(XX) \
    HV_WORDS_HALL(XX) \
    HV_WORDS_JOIN(XX) \
    HV_WORDS_BOARD(XX) \
    HV_WORDS_OWNER(XX) \
    HV_WORDS_LEAD(XX)

/* clang-format on */

#endif
