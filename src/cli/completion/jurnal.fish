# jurnal di fish: jurnal completion fish | source
#
# The words go to jurnal as they stand: nothing that was typed is run.
function __jurnal_complete
    set -l token (commandline -ct)
    set -l before (commandline -opc)
    set -l option (string match -r -- '^--[^=]*=' "$token")
    for line in (command jurnal completion complete -- $before[2..-1] "$token" 2>/dev/null)
        if test "$line" = :files
            for found in (__fish_complete_path (string replace -- "$option" "" "$token"))
                printf '%s%s\n' "$option" $found
            end
        else
            printf '%s%s\n' "$option" $line
        end
    end
end
complete -c jurnal -f -a '(__jurnal_complete)'
