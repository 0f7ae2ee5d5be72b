# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_gatecard_global_optspecs
    string join \n color= no-graphics h/help V/version
end

function __fish_gatecard_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_gatecard_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_gatecard_using_subcommand
    set -l cmd (__fish_gatecard_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c gatecard -n "__fish_gatecard_needs_command" -l color -d 'When to use colour; `auto` heeds NO_COLOR and the terminal' -r -f -a "auto\t'Where the terminal can show it'
always\t'In any case'
never\t'In no case'"
complete -c gatecard -n "__fish_gatecard_needs_command" -l no-graphics -d 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
complete -c gatecard -n "__fish_gatecard_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gatecard -n "__fish_gatecard_needs_command" -s V -l version -d 'Print version'
complete -c gatecard -n "__fish_gatecard_needs_command" -f -a "check" -d 'Check cards'
complete -c gatecard -n "__fish_gatecard_needs_command" -f -a "show" -d 'Print the gate of a card as a program reads it'
complete -c gatecard -n "__fish_gatecard_needs_command" -f -a "preview" -d 'Make a page with the form as visitors will see it'
complete -c gatecard -n "__fish_gatecard_needs_command" -f -a "serve" -d 'Show the form in the browser while you write'
complete -c gatecard -n "__fish_gatecard_needs_command" -f -a "rules" -d 'List all rules'
complete -c gatecard -n "__fish_gatecard_needs_command" -f -a "config" -d 'Print the settings that are in force for a card'
complete -c gatecard -n "__fish_gatecard_needs_command" -f -a "schema" -d 'Print a JSON Schema'
complete -c gatecard -n "__fish_gatecard_needs_command" -f -a "hook" -d 'Check cards whenever they are pushed'
complete -c gatecard -n "__fish_gatecard_needs_command" -f -a "completions" -d 'Print a script that completes the command in a shell'
complete -c gatecard -n "__fish_gatecard_needs_command" -f -a "rule" -d 'Explain a rule'
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l color -d 'When to use colour; `auto` heeds NO_COLOR and the terminal' -r -f -a "auto\t'Where the terminal can show it'
always\t'In any case'
never\t'In no case'"
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l format -d 'How to print findings; with =FILE, a report to write beside what is printed' -r -f -a "full\t'A report for each, with the lines of the card'
concise\t'A line for each: path:line:column: severity[rule] message'
json\t'For programs; docs/json.md describes it'
json-lines\t'For programs: a finding on each line, as JSON'
sarif\t'For code scanning on GitHub and for viewers: SARIF 2.1.0'
github\t'Annotations of GitHub Actions'
gitlab\t'Code quality reports of GitLab'
junit\t'Test reports'
rdjson\t'For reviewdog'
checkstyle\t'For everything else that reads reports of linters'"
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l fail-on -d 'Exit with 1 from this severity on [default: warning]' -r -f -a "error\t'Part of the form is lost, or the Hub refuses the card'
warning\t'The form works, but not as its author means'
info\t'A better way exists'
never\t'Findings never fail the run'"
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l repo-type -d 'The kind of repository; guessed from the metadata where it is not given' -r -f -a "model\t'A model'
dataset\t'A dataset'
space\t'A Space, which cannot be gated'"
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l stdin-filename -d 'The name of standard input in findings; its folder decides which configuration is used' -r -F
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l add-ignores -d 'Write a comment into each card that silences what was found in it' -r
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l baseline -d 'Leave out the findings that this file knows' -r -F
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l write-baseline -d 'Write what was found to this file, and print nothing of it' -r -F
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l config -d 'A setting for this run, in TOML, or a file in the place of every gatecard.toml' -r
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l rev -d 'Read cards from a commit: a branch, a tag, or another name that git knows' -r
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l no-graphics -d 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l statistics -d 'Print how many findings there are of each rule in the place of the findings'
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l pedantic -d 'Run the rules that are off by default, too'
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -s q -l quiet -d 'Print findings and failures only, without summary and notices'
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l fix -d 'Mend what can be mended without changing a meaning'
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l unsafe-fixes -d 'With --fix or --diff, make the changes too that the author may not mean'
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l diff -d 'Print what would change in the place of findings, and write nothing'
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l exit-non-zero-on-fix -d 'Exit with 1 if anything was mended, even if nothing is left'
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l isolated -d 'Use no gatecard.toml'
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l force-exclude -d 'Leave out what the configuration excludes, even if it is named here'
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -l staged -d 'Read cards from the index of git: what would be committed, not what lies in the folder'
complete -c gatecard -n "__fish_gatecard_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gatecard -n "__fish_gatecard_using_subcommand show" -l color -d 'When to use colour; `auto` heeds NO_COLOR and the terminal' -r -f -a "auto\t'Where the terminal can show it'
always\t'In any case'
never\t'In no case'"
complete -c gatecard -n "__fish_gatecard_using_subcommand show" -l reader -d 'Who reads: the Hub (js-yaml) or the Python clients (PyYAML)' -r -f -a "hub\t'The Hub, with js-yaml'
python\t'The Python clients, with PyYAML'"
complete -c gatecard -n "__fish_gatecard_using_subcommand show" -l format -d 'How to print the gate' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c gatecard -n "__fish_gatecard_using_subcommand show" -l stdin-filename -d 'The name of standard input in the output' -r -F
complete -c gatecard -n "__fish_gatecard_using_subcommand show" -l no-graphics -d 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
complete -c gatecard -n "__fish_gatecard_using_subcommand show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gatecard -n "__fish_gatecard_using_subcommand preview" -l color -d 'When to use colour; `auto` heeds NO_COLOR and the terminal' -r -f -a "auto\t'Where the terminal can show it'
always\t'In any case'
never\t'In no case'"
complete -c gatecard -n "__fish_gatecard_using_subcommand preview" -s o -l output -d 'Where the page goes: a file, or - for standard output, which is the default' -r -F
complete -c gatecard -n "__fish_gatecard_using_subcommand preview" -l stdin-filename -d 'The name of standard input on the page' -r -F
complete -c gatecard -n "__fish_gatecard_using_subcommand preview" -l repo-type -d 'The kind of repository; guessed from the metadata where it is not given' -r -f -a "model\t'A model'
dataset\t'A dataset'"
complete -c gatecard -n "__fish_gatecard_using_subcommand preview" -l approval -d 'Whether requests are granted at once or by the authors' -r -f -a "automatic\t'At once'
manual\t'By the authors, one by one'"
complete -c gatecard -n "__fish_gatecard_using_subcommand preview" -l theme -d 'The colours' -r -f -a "system\t'Those of the visitor\'s system'
light\t'Dark on light'
dark\t'Light on dark'"
complete -c gatecard -n "__fish_gatecard_using_subcommand preview" -l state -d 'What the visitor has done so far' -r -f -a "signed-out\t'Not logged in: there is no form'
form\t'Logged in, and asked to fill in the form'
pending\t'Sent a request, which waits for the authors'
rejected\t'Was refused'
granted\t'Was let in'"
complete -c gatecard -n "__fish_gatecard_using_subcommand preview" -l config -d 'A setting for this run, in TOML, or a file in the place of every gatecard.toml' -r
complete -c gatecard -n "__fish_gatecard_using_subcommand preview" -l no-graphics -d 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
complete -c gatecard -n "__fish_gatecard_using_subcommand preview" -l open -d 'Open the page in the browser; without -o, it is a temporary file'
complete -c gatecard -n "__fish_gatecard_using_subcommand preview" -l pedantic -d 'Run the rules that are off by default, too'
complete -c gatecard -n "__fish_gatecard_using_subcommand preview" -l isolated -d 'Use no gatecard.toml'
complete -c gatecard -n "__fish_gatecard_using_subcommand preview" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gatecard -n "__fish_gatecard_using_subcommand serve" -l color -d 'When to use colour; `auto` heeds NO_COLOR and the terminal' -r -f -a "auto\t'Where the terminal can show it'
always\t'In any case'
never\t'In no case'"
complete -c gatecard -n "__fish_gatecard_using_subcommand serve" -l port -d 'The port to listen on [default: 4280, or a free one where that is taken]' -r
complete -c gatecard -n "__fish_gatecard_using_subcommand serve" -l repo-type -d 'The kind of repository; guessed from the metadata where it is not given' -r -f -a "model\t'A model'
dataset\t'A dataset'"
complete -c gatecard -n "__fish_gatecard_using_subcommand serve" -l approval -d 'Whether requests are granted at once or by the authors' -r -f -a "automatic\t'At once'
manual\t'By the authors, one by one'"
complete -c gatecard -n "__fish_gatecard_using_subcommand serve" -l theme -d 'The colours' -r -f -a "system\t'Those of the visitor\'s system'
light\t'Dark on light'
dark\t'Light on dark'"
complete -c gatecard -n "__fish_gatecard_using_subcommand serve" -l state -d 'What the visitor has done so far' -r -f -a "signed-out\t'Not logged in: there is no form'
form\t'Logged in, and asked to fill in the form'
pending\t'Sent a request, which waits for the authors'
rejected\t'Was refused'
granted\t'Was let in'"
complete -c gatecard -n "__fish_gatecard_using_subcommand serve" -l config -d 'A setting for this run, in TOML, or a file in the place of every gatecard.toml' -r
complete -c gatecard -n "__fish_gatecard_using_subcommand serve" -l no-graphics -d 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
complete -c gatecard -n "__fish_gatecard_using_subcommand serve" -l open -d 'Open the page in the browser'
complete -c gatecard -n "__fish_gatecard_using_subcommand serve" -l pedantic -d 'Run the rules that are off by default, too'
complete -c gatecard -n "__fish_gatecard_using_subcommand serve" -l isolated -d 'Use no gatecard.toml'
complete -c gatecard -n "__fish_gatecard_using_subcommand serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gatecard -n "__fish_gatecard_using_subcommand rules" -l color -d 'When to use colour; `auto` heeds NO_COLOR and the terminal' -r -f -a "auto\t'Where the terminal can show it'
always\t'In any case'
never\t'In no case'"
complete -c gatecard -n "__fish_gatecard_using_subcommand rules" -l format -d 'How to print the list' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c gatecard -n "__fish_gatecard_using_subcommand rules" -l no-graphics -d 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
complete -c gatecard -n "__fish_gatecard_using_subcommand rules" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gatecard -n "__fish_gatecard_using_subcommand config" -l color -d 'When to use colour; `auto` heeds NO_COLOR and the terminal' -r -f -a "auto\t'Where the terminal can show it'
always\t'In any case'
never\t'In no case'"
complete -c gatecard -n "__fish_gatecard_using_subcommand config" -l format -d 'How to print the settings' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c gatecard -n "__fish_gatecard_using_subcommand config" -l fail-on -d 'Exit with 1 from this severity on [default: warning]' -r -f -a "error\t'Part of the form is lost, or the Hub refuses the card'
warning\t'The form works, but not as its author means'
info\t'A better way exists'
never\t'Findings never fail the run'"
complete -c gatecard -n "__fish_gatecard_using_subcommand config" -l repo-type -d 'The kind of repository; guessed from the metadata where it is not given' -r -f -a "model\t'A model'
dataset\t'A dataset'
space\t'A Space, which cannot be gated'"
complete -c gatecard -n "__fish_gatecard_using_subcommand config" -l config -d 'A setting for this run, in TOML, or a file in the place of every gatecard.toml' -r
complete -c gatecard -n "__fish_gatecard_using_subcommand config" -l no-graphics -d 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
complete -c gatecard -n "__fish_gatecard_using_subcommand config" -l pedantic -d 'Run the rules that are off by default, too'
complete -c gatecard -n "__fish_gatecard_using_subcommand config" -l isolated -d 'Use no gatecard.toml'
complete -c gatecard -n "__fish_gatecard_using_subcommand config" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gatecard -n "__fish_gatecard_using_subcommand schema" -l color -d 'When to use colour; `auto` heeds NO_COLOR and the terminal' -r -f -a "auto\t'Where the terminal can show it'
always\t'In any case'
never\t'In no case'"
complete -c gatecard -n "__fish_gatecard_using_subcommand schema" -l no-graphics -d 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
complete -c gatecard -n "__fish_gatecard_using_subcommand schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and not __fish_seen_subcommand_from install uninstall status pre-push" -l color -d 'When to use colour; `auto` heeds NO_COLOR and the terminal' -r -f -a "auto\t'Where the terminal can show it'
always\t'In any case'
never\t'In no case'"
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and not __fish_seen_subcommand_from install uninstall status pre-push" -l no-graphics -d 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and not __fish_seen_subcommand_from install uninstall status pre-push" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and not __fish_seen_subcommand_from install uninstall status pre-push" -f -a "install" -d 'Put the hook into this repository'
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and not __fish_seen_subcommand_from install uninstall status pre-push" -f -a "uninstall" -d 'Take the hook out of this repository, and nothing else'
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and not __fish_seen_subcommand_from install uninstall status pre-push" -f -a "status" -d 'Say whether the hook is there and works'
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and not __fish_seen_subcommand_from install uninstall status pre-push" -f -a "pre-push" -d 'Check what is pushed; the hook runs this'
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and __fish_seen_subcommand_from install" -l color -d 'When to use colour; `auto` heeds NO_COLOR and the terminal' -r -f -a "auto\t'Where the terminal can show it'
always\t'In any case'
never\t'In no case'"
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and __fish_seen_subcommand_from install" -l no-graphics -d 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and __fish_seen_subcommand_from install" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and __fish_seen_subcommand_from uninstall" -l color -d 'When to use colour; `auto` heeds NO_COLOR and the terminal' -r -f -a "auto\t'Where the terminal can show it'
always\t'In any case'
never\t'In no case'"
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and __fish_seen_subcommand_from uninstall" -l no-graphics -d 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and __fish_seen_subcommand_from uninstall" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and __fish_seen_subcommand_from status" -l color -d 'When to use colour; `auto` heeds NO_COLOR and the terminal' -r -f -a "auto\t'Where the terminal can show it'
always\t'In any case'
never\t'In no case'"
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and __fish_seen_subcommand_from status" -l no-graphics -d 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and __fish_seen_subcommand_from pre-push" -l color -d 'When to use colour; `auto` heeds NO_COLOR and the terminal' -r -f -a "auto\t'Where the terminal can show it'
always\t'In any case'
never\t'In no case'"
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and __fish_seen_subcommand_from pre-push" -l no-graphics -d 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
complete -c gatecard -n "__fish_gatecard_using_subcommand hook; and __fish_seen_subcommand_from pre-push" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gatecard -n "__fish_gatecard_using_subcommand completions" -l color -d 'When to use colour; `auto` heeds NO_COLOR and the terminal' -r -f -a "auto\t'Where the terminal can show it'
always\t'In any case'
never\t'In no case'"
complete -c gatecard -n "__fish_gatecard_using_subcommand completions" -l no-graphics -d 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
complete -c gatecard -n "__fish_gatecard_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c gatecard -n "__fish_gatecard_using_subcommand rule" -l color -d 'When to use colour; `auto` heeds NO_COLOR and the terminal' -r -f -a "auto\t'Where the terminal can show it'
always\t'In any case'
never\t'In no case'"
complete -c gatecard -n "__fish_gatecard_using_subcommand rule" -l no-graphics -d 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
complete -c gatecard -n "__fish_gatecard_using_subcommand rule" -l all -d 'Explain all rules'
complete -c gatecard -n "__fish_gatecard_using_subcommand rule" -s h -l help -d 'Print help (see more with \'--help\')'
