# jurnal di bash: source <(jurnal completion bash)
#
# The words go to jurnal as they stand, quotes and all: nothing that was typed is run.
_jurnal() {
    local cur=${COMP_WORDS[COMP_CWORD]} quote= line value
    COMPREPLY=()
    case $cur in [\"\']*) quote=${cur:0:1} ;; esac
    # Files are bash's own: it offers them where nothing else is.
    compopt +o default
    while IFS= read -r line; do
        if [[ $line == :files ]]; then
            compopt -o default
            continue
        fi
        value=${line%%$'\t'*}
        case $quote in
            \") value=$(printf '%s' "$value" | sed 's/[\\"$`]/\\&/g') ;;
            \') value=${value//\'/\'\\\'\'} ;;
            *) printf -v value %q "$value" ;;
        esac
        COMPREPLY+=("$value")
    done < <(command jurnal completion complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _jurnal jurnal
