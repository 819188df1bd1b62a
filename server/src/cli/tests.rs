//! The command line itself; what the commands do is tested with the program, in `server/tests`.

use clap::{Command, CommandFactory, Parser};

use super::Cli;

/// Calls `look` with every command and the words that lead to it.
fn each(command: &Command, path: &str, look: &mut impl FnMut(&Command, &str)) {
    look(command, path);
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        each(sub, &format!("{path} {}", sub.get_name()), look);
    }
}

#[test]
fn the_commands_contradict_nothing() {
    Cli::command().debug_assert();
}

#[test]
fn every_command_and_every_option_says_what_it_is_for() {
    let mut command = Cli::command();
    command.build();
    let mut count = 0;
    each(&command, "clubbook-server", &mut |command, path| {
        count += 1;
        assert!(command.get_about().is_some(), "{path}");
        for argument in command.get_arguments() {
            assert!(argument.get_help().is_some(), "{path} {}", argument.get_id());
        }
    });
    assert!(count > 25, "{count}");
}

#[test]
fn the_list_of_commands_and_options_is_what_was_released() {
    let mut command = Cli::command();
    command.build();
    let mut lines = Vec::new();
    each(&command, "clubbook-server", &mut |command, path| {
        let own = |argument: &&clap::Arg| !argument.is_global_set() && argument.get_id() != "help";
        let names: Vec<_> = command
            .get_arguments()
            .filter(own)
            .filter(|argument| argument.get_id() != "version")
            .map(|argument| {
                argument.get_long().map_or_else(|| argument.get_id().to_string(), |long| format!("--{long}"))
            })
            .collect();
        lines.push(format!("{path} {}", names.join(" ")));
    });
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_certificate_needs_its_key_and_a_code_needs_somebody() {
    let parse = |words: &str| Cli::try_parse_from(words.split(' '));
    assert!(parse("clubbook-server serve --tls-cert a.pem").is_err());
    assert!(parse("clubbook-server serve --tls-cert a.pem --tls-key b.pem").is_ok());
    assert!(parse("clubbook-server code issue --club 7").is_err());
    assert!(parse("clubbook-server code issue --club 7 --role club_head").is_ok());
    assert!(parse("clubbook-server code issue --club 7 --role club_head --name Lan").is_err());
    assert!(parse("clubbook-server code issue --club 7 --role emperor").is_err());
    assert!(parse("clubbook-server erase --kind person --id 00 --document x --yes-for-good").is_err());
    assert!(parse("clubbook-server backup --to x").is_err());
}

#[test]
fn an_unknown_task_is_answered_with_those_that_there_are() {
    let refused = Cli::try_parse_from(["clubbook-server", "code", "issue", "--club", "7", "--role", "x"])
        .unwrap_err()
        .to_string();
    assert!(refused.contains("club_head") && refused.contains("volunteer"), "{refused}");
}
