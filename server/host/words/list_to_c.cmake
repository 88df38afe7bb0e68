# SPDX-License-Identifier: EUPL-1.2
#
# cmake -DNL=<file> -DEN=<file> -DTO=<file> -P list_to_c.cmake: the two lists of words as one C array.
set(lists)
foreach(list ${NL} ${EN})
    file(STRINGS ${list} words)
    list(JOIN words "\",\n        \"" words)
    string(APPEND lists "    {\n        \"${words}\",\n    },\n")
endforeach()
file(WRITE ${TO} "/* Made from host/words/nl.txt and en.txt. */
static const char words_listed[2][HV_WORDS_LISTED][HV_WORD_MAX + 1] = {\n${lists}};\n")
