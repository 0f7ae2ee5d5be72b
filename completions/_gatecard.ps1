
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'gatecard' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'gatecard'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'gatecard' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; `auto` heeds NO_COLOR and the terminal')
            [CompletionResult]::new('--no-graphics', '--no-graphics', [CompletionResultType]::ParameterName, 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check cards')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print the gate of a card as a program reads it')
            [CompletionResult]::new('preview', 'preview', [CompletionResultType]::ParameterValue, 'Make a page with the form as visitors will see it')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Show the form in the browser while you write')
            [CompletionResult]::new('rules', 'rules', [CompletionResultType]::ParameterValue, 'List all rules')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Print the settings that are in force for a card')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print a JSON Schema')
            [CompletionResult]::new('hook', 'hook', [CompletionResultType]::ParameterValue, 'Check cards whenever they are pushed')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a script that completes the command in a shell')
            [CompletionResult]::new('rule', 'rule', [CompletionResultType]::ParameterValue, 'Explain a rule')
            break
        }
        'gatecard;check' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; `auto` heeds NO_COLOR and the terminal')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print findings; with =FILE, a report to write beside what is printed')
            [CompletionResult]::new('--fail-on', '--fail-on', [CompletionResultType]::ParameterName, 'Exit with 1 from this severity on [default: warning]')
            [CompletionResult]::new('--repo-type', '--repo-type', [CompletionResultType]::ParameterName, 'The kind of repository; guessed from the metadata where it is not given')
            [CompletionResult]::new('--stdin-filename', '--stdin-filename', [CompletionResultType]::ParameterName, 'The name of standard input in findings; its folder decides which configuration is used')
            [CompletionResult]::new('--add-ignores', '--add-ignores', [CompletionResultType]::ParameterName, 'Write a comment into each card that silences what was found in it')
            [CompletionResult]::new('--baseline', '--baseline', [CompletionResultType]::ParameterName, 'Leave out the findings that this file knows')
            [CompletionResult]::new('--write-baseline', '--write-baseline', [CompletionResultType]::ParameterName, 'Write what was found to this file, and print nothing of it')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A setting for this run, in TOML, or a file in the place of every gatecard.toml')
            [CompletionResult]::new('--rev', '--rev', [CompletionResultType]::ParameterName, 'Read cards from a commit: a branch, a tag, or another name that git knows')
            [CompletionResult]::new('--no-graphics', '--no-graphics', [CompletionResultType]::ParameterName, 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1')
            [CompletionResult]::new('--statistics', '--statistics', [CompletionResultType]::ParameterName, 'Print how many findings there are of each rule in the place of the findings')
            [CompletionResult]::new('--pedantic', '--pedantic', [CompletionResultType]::ParameterName, 'Run the rules that are off by default, too')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print findings and failures only, without summary and notices')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print findings and failures only, without summary and notices')
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, 'Mend what can be mended without changing a meaning')
            [CompletionResult]::new('--unsafe-fixes', '--unsafe-fixes', [CompletionResultType]::ParameterName, 'With --fix or --diff, make the changes too that the author may not mean')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Print what would change in the place of findings, and write nothing')
            [CompletionResult]::new('--exit-non-zero-on-fix', '--exit-non-zero-on-fix', [CompletionResultType]::ParameterName, 'Exit with 1 if anything was mended, even if nothing is left')
            [CompletionResult]::new('--isolated', '--isolated', [CompletionResultType]::ParameterName, 'Use no gatecard.toml')
            [CompletionResult]::new('--force-exclude', '--force-exclude', [CompletionResultType]::ParameterName, 'Leave out what the configuration excludes, even if it is named here')
            [CompletionResult]::new('--staged', '--staged', [CompletionResultType]::ParameterName, 'Read cards from the index of git: what would be committed, not what lies in the folder')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'gatecard;show' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; `auto` heeds NO_COLOR and the terminal')
            [CompletionResult]::new('--reader', '--reader', [CompletionResultType]::ParameterName, 'Who reads: the Hub (js-yaml) or the Python clients (PyYAML)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the gate')
            [CompletionResult]::new('--stdin-filename', '--stdin-filename', [CompletionResultType]::ParameterName, 'The name of standard input in the output')
            [CompletionResult]::new('--no-graphics', '--no-graphics', [CompletionResultType]::ParameterName, 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'gatecard;preview' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; `auto` heeds NO_COLOR and the terminal')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Where the page goes: a file, or - for standard output, which is the default')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Where the page goes: a file, or - for standard output, which is the default')
            [CompletionResult]::new('--stdin-filename', '--stdin-filename', [CompletionResultType]::ParameterName, 'The name of standard input on the page')
            [CompletionResult]::new('--repo-type', '--repo-type', [CompletionResultType]::ParameterName, 'The kind of repository; guessed from the metadata where it is not given')
            [CompletionResult]::new('--approval', '--approval', [CompletionResultType]::ParameterName, 'Whether requests are granted at once or by the authors')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'The colours')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'What the visitor has done so far')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A setting for this run, in TOML, or a file in the place of every gatecard.toml')
            [CompletionResult]::new('--no-graphics', '--no-graphics', [CompletionResultType]::ParameterName, 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1')
            [CompletionResult]::new('--open', '--open', [CompletionResultType]::ParameterName, 'Open the page in the browser; without -o, it is a temporary file')
            [CompletionResult]::new('--pedantic', '--pedantic', [CompletionResultType]::ParameterName, 'Run the rules that are off by default, too')
            [CompletionResult]::new('--isolated', '--isolated', [CompletionResultType]::ParameterName, 'Use no gatecard.toml')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'gatecard;serve' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; `auto` heeds NO_COLOR and the terminal')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port to listen on [default: 4280, or a free one where that is taken]')
            [CompletionResult]::new('--repo-type', '--repo-type', [CompletionResultType]::ParameterName, 'The kind of repository; guessed from the metadata where it is not given')
            [CompletionResult]::new('--approval', '--approval', [CompletionResultType]::ParameterName, 'Whether requests are granted at once or by the authors')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'The colours')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'What the visitor has done so far')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A setting for this run, in TOML, or a file in the place of every gatecard.toml')
            [CompletionResult]::new('--no-graphics', '--no-graphics', [CompletionResultType]::ParameterName, 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1')
            [CompletionResult]::new('--open', '--open', [CompletionResultType]::ParameterName, 'Open the page in the browser')
            [CompletionResult]::new('--pedantic', '--pedantic', [CompletionResultType]::ParameterName, 'Run the rules that are off by default, too')
            [CompletionResult]::new('--isolated', '--isolated', [CompletionResultType]::ParameterName, 'Use no gatecard.toml')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'gatecard;rules' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; `auto` heeds NO_COLOR and the terminal')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the list')
            [CompletionResult]::new('--no-graphics', '--no-graphics', [CompletionResultType]::ParameterName, 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'gatecard;config' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; `auto` heeds NO_COLOR and the terminal')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the settings')
            [CompletionResult]::new('--fail-on', '--fail-on', [CompletionResultType]::ParameterName, 'Exit with 1 from this severity on [default: warning]')
            [CompletionResult]::new('--repo-type', '--repo-type', [CompletionResultType]::ParameterName, 'The kind of repository; guessed from the metadata where it is not given')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'A setting for this run, in TOML, or a file in the place of every gatecard.toml')
            [CompletionResult]::new('--no-graphics', '--no-graphics', [CompletionResultType]::ParameterName, 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1')
            [CompletionResult]::new('--pedantic', '--pedantic', [CompletionResultType]::ParameterName, 'Run the rules that are off by default, too')
            [CompletionResult]::new('--isolated', '--isolated', [CompletionResultType]::ParameterName, 'Use no gatecard.toml')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'gatecard;schema' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; `auto` heeds NO_COLOR and the terminal')
            [CompletionResult]::new('--no-graphics', '--no-graphics', [CompletionResultType]::ParameterName, 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'gatecard;hook' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; `auto` heeds NO_COLOR and the terminal')
            [CompletionResult]::new('--no-graphics', '--no-graphics', [CompletionResultType]::ParameterName, 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Put the hook into this repository')
            [CompletionResult]::new('uninstall', 'uninstall', [CompletionResultType]::ParameterValue, 'Take the hook out of this repository, and nothing else')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Say whether the hook is there and works')
            [CompletionResult]::new('pre-push', 'pre-push', [CompletionResultType]::ParameterValue, 'Check what is pushed; the hook runs this')
            break
        }
        'gatecard;hook;install' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; `auto` heeds NO_COLOR and the terminal')
            [CompletionResult]::new('--no-graphics', '--no-graphics', [CompletionResultType]::ParameterName, 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'gatecard;hook;uninstall' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; `auto` heeds NO_COLOR and the terminal')
            [CompletionResult]::new('--no-graphics', '--no-graphics', [CompletionResultType]::ParameterName, 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'gatecard;hook;status' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; `auto` heeds NO_COLOR and the terminal')
            [CompletionResult]::new('--no-graphics', '--no-graphics', [CompletionResultType]::ParameterName, 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'gatecard;hook;pre-push' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; `auto` heeds NO_COLOR and the terminal')
            [CompletionResult]::new('--no-graphics', '--no-graphics', [CompletionResultType]::ParameterName, 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'gatecard;completions' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; `auto` heeds NO_COLOR and the terminal')
            [CompletionResult]::new('--no-graphics', '--no-graphics', [CompletionResultType]::ParameterName, 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'gatecard;rule' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; `auto` heeds NO_COLOR and the terminal')
            [CompletionResult]::new('--no-graphics', '--no-graphics', [CompletionResultType]::ParameterName, 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Explain all rules')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
