# Completion of workbook-gen and workbook-read for bash. What there is to complete is asked of the
# programs themselves, so that nothing here falls behind them.

_workbook_verbs() {
    "$1" --help 2>/dev/null | sed -n '/^\(Verbs\|Commands\):$/,/^$/s/^  *\([a-z][a-z-]*\)  .*/\1/p'
}

# Lines such as "--output=PATH   File or folder"; one for the short form as well.
_workbook_options() {
    "$1" "$2" --help 2>/dev/null |
        sed -n 'h; s/^  \(-[a-z]\), --[a-z-]*/\1/p; g; s/^  \(-[a-z], \)\{0,1\}\(--[a-z-]*\)/\2/p'
}

# The words of "text (default), csv or json" and "letter or a4, may be repeated".
_workbook_words() {
    sed 's/^[^ ]* *//; s/([^)]*)//g; s/,/\n/g' <<<"$1" | sed 's/ or /\n/g' |
        sed -n 's/^ *\([a-z][a-z0-9-]*\) *$/\1/p'
}

# What may follow an option; fails where it takes nothing.
_workbook_value() {
    local line
    line=$(_workbook_options "$1" "$2" | grep -m 1 -e "^$3[= ]")
    case $line in
    *=DIR\ *)
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -d -- "$4")
        ;;
    *=FORMAT\ * | *=NAME\ *) mapfile -t COMPREPLY < <(compgen -W "$(_workbook_words "$line")" -- "$4") ;;
    *=TAG\ * | *=YYYY-MM-DD\ * | *=N\ *) compopt +o default 2>/dev/null ;;
    -*=*) ;; # a file, which readline completes
    *) return 1 ;;
    esac
    return 0
}

_workbook() {
    local program=$1 word=$2 before=$3 verb=${COMP_WORDS[1]}

    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W "$(_workbook_verbs "$program") --help --version" -- "$word")
        return
    fi
    # "--format=csv" comes as three words
    [[ $word == = ]] && word=
    [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
    if [[ $before == -* ]] && _workbook_value "$program" "$verb" "$before" "$word"; then
        return
    fi
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W \
            "$(_workbook_options "$program" "$verb" | sed 's/[= ].*//')" -- "$word")
    fi
}

complete -o default -F _workbook workbook-gen workbook-read
