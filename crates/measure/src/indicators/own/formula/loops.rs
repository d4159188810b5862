/// The loop that the indicator `start` would close by naming others: `[A, B, A]`. None when it turns nowhere. `named` gives the
/// codes that the formula of an indicator names.
pub fn find(start: &str, named: &impl Fn(&str) -> Vec<String>) -> Option<Vec<String>> {
    let mut path = vec![start.to_owned()];
    let mut cleared = vec![];
    walk(start, named, &mut path, &mut cleared).then_some(path)
}

/// Whether the path comes back to its start; it then holds the way.
fn walk(start: &str, named: &impl Fn(&str) -> Vec<String>, path: &mut Vec<String>, cleared: &mut Vec<String>) -> bool {
    let Some(last) = path.last().cloned() else { return false };
    for next in named(&last) {
        if next == start {
            path.push(next);
            return true;
        }
        // Known not to lead back, or on the way already.
        if cleared.contains(&next) || path.contains(&next) {
            continue;
        }
        path.push(next);
        if walk(start, named, path, cleared) {
            return true;
        }
        cleared.extend(path.pop());
    }
    false
}
