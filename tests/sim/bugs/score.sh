#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# Does the simulator bite? Plants each bug of this folder in a copy of the tree, alone, and lets the
# hunt (tests/sim/hunt) look for it. Run by `./dev sim --bugs`, from the root of the tree.
#
#     score.sh [pattern]    only the patches whose names match, as '2*'
#
# build/bugs/tree is the copy, build/bugs/NN-name.log what was said, build/bugs/score.tsv the table.
# Fails when fewer than 95 % are found, when a patch does not apply or build, or when the hunt finds
# something where nothing was planted.
set -euo pipefail

steps=2000000
seconds=300 # a hunt that takes longer hangs
least=95

root=$PWD
folder=$root/build/bugs
tree=$folder/tree
bugs=("$root"/tests/sim/bugs/${1:-}*.patch)

say() {
    printf '%s\n' "$*" >&2
}

# What the hunt is made of, as it is now.
copy_tree() {
    rm -rf "$folder"
    mkdir -p "$tree"
    tar -c --exclude=node_modules --exclude=client/web --exclude=tests/sim/bugs \
        CMakeLists.txt CMakePresets.json proto server client include programmes tests |
        tar -x -C "$tree"
}

# build <log>: the hunt of the tree.
build() {
    cmake --build "$tree/build/release" --target hunt >"$1" 2>&1
}

# hunt <name>: with the program of that name; writes what it found and how it ended. It may end by
# an assertion: that is a find too.
hunt() {
    local code=0
    {
        HV_SOURCE_DIR=$tree timeout "$seconds" "$folder/$1.hunt" "$steps" >"$folder/$1.found" || code=$?
    } 2>>"$folder/$1.log"
    if ((code == 124)); then
        echo "found: it hangs" >"$folder/$1.found"
    elif ((code > 1)); then
        echo "found: it stops: $(tail -n 1 "$folder/$1.log")" >"$folder/$1.found"
    fi
    rm -f "$folder/$1.hunt"
}

# plant <name>: builds the hunt with (or for "none" without) the bug, as $folder/name.hunt.
plant() {
    local patch=$root/tests/sim/bugs/$1.patch built=0
    if [[ $1 != none ]]; then
        patch -d "$tree" -p1 --no-backup-if-mismatch <"$patch" >/dev/null
    fi
    if build "$folder/$1.log"; then
        cp "$tree/build/release/bin/hunt" "$folder/$1.hunt"
    else
        echo 'does not build' >"$folder/$1.found"
        built=1
    fi
    if [[ $1 != none ]]; then
        patch -R -d "$tree" -p1 --no-backup-if-mismatch <"$patch" >/dev/null
    fi
    return "$built"
}

# applies <name>: tried before, for a patch that applies only in part leaves a tree that is none.
applies() {
    patch -d "$tree" -p1 --dry-run <"$root/tests/sim/bugs/$1.patch" >"$folder/$1.log" 2>&1
}

found=0
bad=0
say "copying the tree to build/bugs, and building it"
copy_tree
(cd "$tree" && cmake --preset release) >"$folder/configure.log" 2>&1
plant none || {
    tail -n 20 "$folder/none.log"
    exit 1
}
hunt none &

names=()
for bug in "${bugs[@]}"; do
    name=$(basename "$bug" .patch)
    names+=("$name")
    if ! applies "$name"; then
        echo 'does not apply' >"$folder/$name.found"
    elif plant "$name"; then
        while (($(jobs -rp | wc -l) >= $(nproc))); do
            wait -n
        done
        hunt "$name" &
    fi
done
wait

for name in "${names[@]}"; do
    line=$(tail -n 1 "$folder/$name.found")
    printf '%s\t%s\n' "$name" "$line" | tee -a "$folder/score.tsv"
    case $line in
    'found: '*) found=$((found + 1)) ;;
    does*) bad=$((bad + 1)) ;;
    esac
done

line=$(tail -n 1 "$folder/none.found")
printf 'without a bug: %s\n' "$line"
percent=$((${#names[@]} > 0 ? 100 * found / ${#names[@]} : 0))
printf '%d of %d bugs found (%d %%)\n' "$found" "${#names[@]}" "$percent"
[[ $line != found* ]] && ((bad == 0 && percent >= least))
