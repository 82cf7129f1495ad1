//! To which command an option belongs that was given to another.

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The error where an option is not known, with the commands that know it. What clap says of values that begin with
/// hyphens is of no use here.
pub fn with_owner(mut error: clap::Error, definition: &Command) -> clap::Error {
    let Some(ContextValue::String(option)) = error.get(ContextKind::InvalidArg) else { return error };
    let option = option.clone();
    if error.kind() != ErrorKind::UnknownArgument || !option.starts_with('-') {
        return error;
    }
    let has = |command: &Command| {
        command.get_arguments().any(|argument| {
            let short = argument.get_short().map(|short| format!("-{short}"));
            let long = argument.get_long().map(|long| format!("--{long}"));
            [short, long].into_iter().flatten().any(|name| name == option)
        })
    };
    let owners = definition.get_subcommands().filter(|command| has(command));
    let owners: Vec<String> = owners.map(|command| format!("`bifolio {}`", command.get_name())).collect();
    if owners.is_empty() {
        error.remove(ContextKind::Suggested);
        return error;
    }
    let tip = format!("`{option}` is an option of {}; leave it out here", owners.join(" and "));
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    error
}
