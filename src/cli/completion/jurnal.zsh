#compdef jurnal
# jurnal di zsh: source <(jurnal completion zsh)
#
# The words go to jurnal as they stand, quotes and all: nothing that was typed is run.
_jurnal() {
    local line files=
    local -a answer values texts
    answer=("${(@f)$(command jurnal completion complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    [[ $words[CURRENT] == --*=* ]] && compset -P '*='
    for line in "${(@)answer}"; do
        if [[ $line == :files ]]; then
            files=yes
        elif [[ -n $line ]]; then
            values+=("${line%%$'\t'*}")
            texts+=("${${line/$'\t'/  -- }%  -- }")
        fi
    done
    (( $#values )) && compadd -l -d texts -a values
    [[ -n $files ]] && _files
    return 0
}
if [[ $funcstack[1] == _jurnal ]]; then _jurnal "$@"; else compdef _jurnal jurnal; fi
