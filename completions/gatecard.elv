
use builtin;
use str;

set edit:completion:arg-completer[gatecard] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'gatecard'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'gatecard'= {
            cand --color 'When to use colour; `auto` heeds NO_COLOR and the terminal'
            cand --no-graphics 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand check 'Check cards'
            cand show 'Print the gate of a card as a program reads it'
            cand preview 'Make a page with the form as visitors will see it'
            cand serve 'Show the form in the browser while you write'
            cand rules 'List all rules'
            cand config 'Print the settings that are in force for a card'
            cand schema 'Print a JSON Schema'
            cand hook 'Check cards whenever they are pushed'
            cand completions 'Print a script that completes the command in a shell'
            cand rule 'Explain a rule'
        }
        &'gatecard;check'= {
            cand --color 'When to use colour; `auto` heeds NO_COLOR and the terminal'
            cand --format 'How to print findings; with =FILE, a report to write beside what is printed'
            cand --fail-on 'Exit with 1 from this severity on [default: warning]'
            cand --repo-type 'The kind of repository; guessed from the metadata where it is not given'
            cand --stdin-filename 'The name of standard input in findings; its folder decides which configuration is used'
            cand --add-ignores 'Write a comment into each card that silences what was found in it'
            cand --baseline 'Leave out the findings that this file knows'
            cand --write-baseline 'Write what was found to this file, and print nothing of it'
            cand --config 'A setting for this run, in TOML, or a file in the place of every gatecard.toml'
            cand --rev 'Read cards from a commit: a branch, a tag, or another name that git knows'
            cand --no-graphics 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
            cand --statistics 'Print how many findings there are of each rule in the place of the findings'
            cand --pedantic 'Run the rules that are off by default, too'
            cand -q 'Print findings and failures only, without summary and notices'
            cand --quiet 'Print findings and failures only, without summary and notices'
            cand --fix 'Mend what can be mended without changing a meaning'
            cand --unsafe-fixes 'With --fix or --diff, make the changes too that the author may not mean'
            cand --diff 'Print what would change in the place of findings, and write nothing'
            cand --exit-non-zero-on-fix 'Exit with 1 if anything was mended, even if nothing is left'
            cand --isolated 'Use no gatecard.toml'
            cand --force-exclude 'Leave out what the configuration excludes, even if it is named here'
            cand --staged 'Read cards from the index of git: what would be committed, not what lies in the folder'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'gatecard;show'= {
            cand --color 'When to use colour; `auto` heeds NO_COLOR and the terminal'
            cand --reader 'Who reads: the Hub (js-yaml) or the Python clients (PyYAML)'
            cand --format 'How to print the gate'
            cand --stdin-filename 'The name of standard input in the output'
            cand --no-graphics 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'gatecard;preview'= {
            cand --color 'When to use colour; `auto` heeds NO_COLOR and the terminal'
            cand -o 'Where the page goes: a file, or - for standard output, which is the default'
            cand --output 'Where the page goes: a file, or - for standard output, which is the default'
            cand --stdin-filename 'The name of standard input on the page'
            cand --repo-type 'The kind of repository; guessed from the metadata where it is not given'
            cand --approval 'Whether requests are granted at once or by the authors'
            cand --theme 'The colours'
            cand --state 'What the visitor has done so far'
            cand --config 'A setting for this run, in TOML, or a file in the place of every gatecard.toml'
            cand --no-graphics 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
            cand --open 'Open the page in the browser; without -o, it is a temporary file'
            cand --pedantic 'Run the rules that are off by default, too'
            cand --isolated 'Use no gatecard.toml'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'gatecard;serve'= {
            cand --color 'When to use colour; `auto` heeds NO_COLOR and the terminal'
            cand --port 'The port to listen on [default: 4280, or a free one where that is taken]'
            cand --repo-type 'The kind of repository; guessed from the metadata where it is not given'
            cand --approval 'Whether requests are granted at once or by the authors'
            cand --theme 'The colours'
            cand --state 'What the visitor has done so far'
            cand --config 'A setting for this run, in TOML, or a file in the place of every gatecard.toml'
            cand --no-graphics 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
            cand --open 'Open the page in the browser'
            cand --pedantic 'Run the rules that are off by default, too'
            cand --isolated 'Use no gatecard.toml'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'gatecard;rules'= {
            cand --color 'When to use colour; `auto` heeds NO_COLOR and the terminal'
            cand --format 'How to print the list'
            cand --no-graphics 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'gatecard;config'= {
            cand --color 'When to use colour; `auto` heeds NO_COLOR and the terminal'
            cand --format 'How to print the settings'
            cand --fail-on 'Exit with 1 from this severity on [default: warning]'
            cand --repo-type 'The kind of repository; guessed from the metadata where it is not given'
            cand --config 'A setting for this run, in TOML, or a file in the place of every gatecard.toml'
            cand --no-graphics 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
            cand --pedantic 'Run the rules that are off by default, too'
            cand --isolated 'Use no gatecard.toml'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'gatecard;schema'= {
            cand --color 'When to use colour; `auto` heeds NO_COLOR and the terminal'
            cand --no-graphics 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'gatecard;hook'= {
            cand --color 'When to use colour; `auto` heeds NO_COLOR and the terminal'
            cand --no-graphics 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand install 'Put the hook into this repository'
            cand uninstall 'Take the hook out of this repository, and nothing else'
            cand status 'Say whether the hook is there and works'
            cand pre-push 'Check what is pushed; the hook runs this'
        }
        &'gatecard;hook;install'= {
            cand --color 'When to use colour; `auto` heeds NO_COLOR and the terminal'
            cand --no-graphics 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'gatecard;hook;uninstall'= {
            cand --color 'When to use colour; `auto` heeds NO_COLOR and the terminal'
            cand --no-graphics 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'gatecard;hook;status'= {
            cand --color 'When to use colour; `auto` heeds NO_COLOR and the terminal'
            cand --no-graphics 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'gatecard;hook;pre-push'= {
            cand --color 'When to use colour; `auto` heeds NO_COLOR and the terminal'
            cand --no-graphics 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'gatecard;completions'= {
            cand --color 'When to use colour; `auto` heeds NO_COLOR and the terminal'
            cand --no-graphics 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'gatecard;rule'= {
            cand --color 'When to use colour; `auto` heeds NO_COLOR and the terminal'
            cand --no-graphics 'Write plain sentences instead of drawings, for screen readers; so does NO_GRAPHICS=1'
            cand --all 'Explain all rules'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
    ]
    $completions[$command]
}
