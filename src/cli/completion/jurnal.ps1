# jurnal di PowerShell: jurnal completion powershell | Out-String | Invoke-Expression
#
# The words go to jurnal as they stand, quotes and all: nothing that was typed is run.
Register-ArgumentCompleter -Native -CommandName jurnal -ScriptBlock {
    param($word, $tree, $cursor)
    $words = @($tree.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { $_.Extent.Text })
    # An empty word would not be handed over by older versions.
    $last = if ($word -eq '') { "''" } else { $word }
    $option = if ($word -match '^--[^=]*=') { $Matches[0] } else { '' }
    & jurnal completion complete '--' @words $last 2>$null | Where-Object { $_ -ne ':files' } |
        ForEach-Object {
            $value, $text = $_ -split "`t", 2
            $shown = if ($text) { $text } else { $value }
            $typed = $value
            if ($value -notmatch '^[\w./+-]+$') { $typed = "'" + $value.Replace("'", "''") + "'" }
            [System.Management.Automation.CompletionResult]::new(
                $option + $typed, $value, 'ParameterValue', $shown)
        }
}
