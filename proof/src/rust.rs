//! Makes wrong versions of a Rust program: the kinds of cargo-mutants, and removed statements, constants, texts, ignored errors.

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, Lit, ReturnType, Stmt};

use crate::change::Edit;

/// Calls that beginners mistake for one another, and constants beside each other.
const NAMES: &[(&str, &str)] = &[
    ("write_all", "write"),
    ("Write", "Both"),
    ("Both", "Read"),
    ("STREAM", "DGRAM"),
    ("to_be_bytes", "to_le_bytes"),
    ("from_be_bytes", "from_le_bytes"),
    ("any", "all"),
    ("all", "any"),
    ("is_some", "is_none"),
    ("min", "max"),
    ("max", "min"),
];

/// Every single change, in the order of the source.
///
/// # Errors
/// Where the source is no Rust.
pub fn wrong_versions(source: &str) -> anyhow::Result<Vec<Edit>> {
    let file = syn::parse_file(source)?;
    let mut finder = Finder { edits: Vec::new(), in_open_words: false, source };
    finder.visit_file(&file);
    let mut edits = finder.edits;
    edits.retain(|edit| source[edit.at.clone()] != edit.text);
    edits.sort_by(|one, other| (one.at.start, one.at.end, &one.text).cmp(&(other.at.start, other.at.end, &other.text)));
    edits.dedup();
    Ok(edits)
}

struct Finder<'s> {
    edits: Vec<Edit>,
    /// Inside what only names an error or the usage: the contract leaves these words open.
    in_open_words: bool,
    source: &'s str,
}

impl Finder<'_> {
    fn put(&mut self, node: &impl Spanned, kind: &'static str, text: impl Into<String>) {
        self.edits.push(Edit { at: node.span().byte_range(), text: text.into(), kind });
    }

    fn text(&self, node: &impl Spanned) -> String {
        self.source[node.span().byte_range()].to_owned()
    }

    /// A function that does nothing, and gives the simplest that there is.
    fn empty(&mut self, output: &ReturnType, block: &Block) {
        let given = match output {
            ReturnType::Default => String::new(),
            ReturnType::Type(_, kind) => self.text(kind),
        };
        let bodies: &[&str] = match given.as_str() {
            "" => &["{}"],
            "bool" => &["{ true }", "{ false }"],
            "String" => &["{ String::new() }"],
            "ExitCode" => &["{ ExitCode::SUCCESS }"],
            kind if kind.ends_with("Result<()>") => &["{ Ok(()) }"],
            kind if kind.contains("Result<Option<") => &["{ Ok(None) }"],
            kind if kind.starts_with("Option<") => &["{ None }"],
            kind if kind.starts_with("Vec<") => &["{ Vec::new() }"],
            _ => &[],
        };
        for body in bodies {
            self.put(block, "function emptied", *body);
        }
    }

    fn condition(&mut self, condition: &Expr) {
        if !has_let(condition) {
            for truth in ["true", "false"] {
                self.put(condition, "condition", truth);
            }
        }
    }

    fn literal(&mut self, literal: &Lit) {
        match literal {
            Lit::Int(number) => {
                if let Ok(value) = number.base10_parse::<u64>() {
                    self.put(literal, "number", format!("{}{}", value + 1, number.suffix()));
                    if value > 1 {
                        self.put(literal, "number", format!("0{}", number.suffix()));
                    }
                }
            }
            Lit::Bool(truth) => self.put(literal, "truth", (!truth.value).to_string()),
            Lit::Str(_) if self.in_open_words => {}
            Lit::Str(_) | Lit::ByteStr(_) => {
                // Its last letter that is no part of a placeholder or an escape.
                let text = self.text(literal);
                if let Some(at) = last_letter(&text) {
                    let shorter = format!("{}{}", &text[..at], &text[at + 1..]);
                    self.put(literal, "text", shorter);
                }
            }
            _ => {}
        }
    }

    /// Literals among the words of a macro.
    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Literal(literal) => self.literal(&Lit::new(literal)),
                _ => {}
            }
        }
    }

    fn among_open_words(&mut self, visit: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.in_open_words, true);
        visit(self);
        self.in_open_words = before;
    }

    fn name(&mut self, name: &syn::Ident) {
        for (_, other) in NAMES.iter().filter(|(one, _)| name == one) {
            self.put(name, "another call", *other);
        }
    }
}

fn has_let(condition: &Expr) -> bool {
    match condition {
        Expr::Let(_) => true,
        Expr::Binary(both) => has_let(&both.left) || has_let(&both.right),
        _ => false,
    }
}

/// Where the last ASCII letter of a literal stands outside `{...}` and behind no backslash.
fn last_letter(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut found = None;
    let mut before = ' ';
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ if depth == 0 && letter.is_ascii_alphanumeric() && before != '\\' => found = Some(at),
            _ => {}
        }
        before = letter;
    }
    found
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        // A module of the program's own stands in a file of its own; one inside the file is its tests.
        let _ = item;
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.empty(&item.sig.output, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.empty(&item.sig.output, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        match statement {
            Stmt::Expr(Expr::Try(tried), Some(_)) => {
                let call = self.text(&tried.expr);
                self.put(statement, "statement removed", "");
                self.put(statement, "error ignored", format!("let _ = {call};"));
            }
            Stmt::Expr(_, Some(_)) => self.put(statement, "statement removed", ""),
            Stmt::Macro(call) if call.semi_token.is_some() => self.put(statement, "statement removed", ""),
            Stmt::Local(local) if self.text(&local.pat) == "_" => self.put(statement, "statement removed", ""),
            _ => {}
        }
        visit::visit_stmt(self, statement);
    }

    fn visit_expr_binary(&mut self, both: &'ast syn::ExprBinary) {
        let others: &[&str] = match both.op {
            BinOp::Eq(_) => &["!="],
            BinOp::Ne(_) => &["=="],
            BinOp::Lt(_) => &["<=", ">"],
            BinOp::Le(_) => &["<", ">"],
            BinOp::Gt(_) => &[">=", "<"],
            BinOp::Ge(_) => &[">", "<"],
            BinOp::And(_) => &["||"],
            BinOp::Or(_) => &["&&"],
            BinOp::Add(_) => &["-"],
            BinOp::Sub(_) => &["+"],
            BinOp::Mul(_) => &["+"],
            BinOp::Div(_) => &["*"],
            BinOp::AddAssign(_) => &["-=", "="],
            BinOp::SubAssign(_) => &["+="],
            BinOp::MulAssign(_) => &["+=", "/="],
            _ => &[],
        };
        let is_chain = matches!(both.op, BinOp::And(_)) && (has_let(&both.left) || has_let(&both.right));
        for other in others.iter().filter(|_| !is_chain) {
            self.put(&both.op, "operator", *other);
        }
        visit::visit_expr_binary(self, both);
    }

    fn visit_expr_repeat(&mut self, array: &'ast syn::ExprRepeat) {
        // A buffer: what it holds at first is written over, and one more byte of it is no mistake.
        if matches!(&*array.len, Expr::Lit(_)) {
            self.put(&*array.len, "number", "0");
        }
    }

    fn visit_expr_unary(&mut self, unary: &'ast syn::ExprUnary) {
        if matches!(unary.op, syn::UnOp::Not(_)) {
            let inner = self.text(&unary.expr);
            self.put(unary, "not removed", inner);
        }
        visit::visit_expr_unary(self, unary);
    }

    fn visit_expr_if(&mut self, branch: &'ast syn::ExprIf) {
        self.condition(&branch.cond);
        visit::visit_expr_if(self, branch);
    }

    fn visit_expr_while(&mut self, turn: &'ast syn::ExprWhile) {
        if !has_let(&turn.cond) {
            self.put(&*turn.cond, "condition", "false");
        }
        visit::visit_expr_while(self, turn);
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        if let Some((_, guard)) = &arm.guard {
            self.condition(guard);
        }
        visit::visit_arm(self, arm);
    }

    fn visit_expr_break(&mut self, end: &'ast syn::ExprBreak) {
        if end.expr.is_none() && end.label.is_none() {
            self.put(end, "break continue", "continue");
        }
        visit::visit_expr_break(self, end);
    }

    fn visit_expr_continue(&mut self, next: &'ast syn::ExprContinue) {
        if next.label.is_none() {
            self.put(next, "break continue", "break");
        }
        visit::visit_expr_continue(self, next);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.name(&call.method);
        self.visit_expr(&call.receiver);
        let names_an_error = call.method == "context" || call.method == "with_context";
        let visit = |finder: &mut Self| call.args.iter().for_each(|argument| finder.visit_expr(argument));
        if names_an_error { self.among_open_words(visit) } else { visit(self) }
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        let is_usage = self.text(&call.func).starts_with("args::") || self.text(&call.func) == "report";
        let visit = |finder: &mut Self| visit::visit_expr_call(finder, call);
        if is_usage { self.among_open_words(visit) } else { visit(self) }
    }

    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        if let Some(last) = path.path.segments.last().filter(|_| path.path.segments.len() > 1) {
            self.name(&last.ident);
        }
        visit::visit_expr_path(self, path);
    }

    fn visit_lit(&mut self, literal: &'ast Lit) {
        self.literal(literal);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let names_an_error = ["bail", "ensure", "anyhow"].iter().any(|name| call.path.is_ident(name));
        let visit = |finder: &mut Self| finder.tokens(call.tokens.clone());
        if names_an_error { self.among_open_words(visit) } else { visit(self) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_change_is_made() {
        let source = r#"
fn serve(mut socket: Socket) -> io::Result<()> {
    let mut count = 1;
    while count < 9 {
        if count == 3 && !socket.is_over() { break; }
        socket.write_all(b"ab")?;
        say(format_args!("got {count} bytes"));
        count += 1;
    }
    socket.shutdown(Shutdown::Write).context("cannot shut down")?;
    Ok(())
}

mod tests { fn not_this() { assert!(1 == 2); } }
"#;
        let edits = wrong_versions(source).unwrap();
        let told = |edit: &Edit| {
            let change = edit.told(source);
            format!("{} {}: {} -> {}", change.number, change.kind, change.was, change.becomes)
        };
        let all: Vec<String> = edits.iter().map(told).collect();
        for wanted in [
            "2 function emptied: { -> { Ok(()) }",
            "3 number: 1 -> 2",
            "4 condition: count < 9 -> false",
            "4 operator: < -> <=",
            "5 condition: count == 3 && !socket.is_over() -> true",
            "5 operator: && -> ||",
            "5 not removed: !socket.is_over() -> socket.is_over()",
            "5 break continue: break -> continue",
            "6 another call: write_all -> write",
            "6 error ignored: socket.write_all(b\"ab\")?; -> let _ = socket.write_all(b\"ab\");",
            "6 text: b\"ab\" -> b\"a\"",
            "7 text: \"got {count} bytes\" -> \"got {count} byte\"",
            "8 operator: += -> -=",
            "10 another call: Write -> Both",
            "10 statement removed: socket.shutdown(Shutdown::Write).context(\"cannot shut down\")?; ->",
        ] {
            assert!(all.iter().any(|one| one.trim_end() == wanted), "{wanted} is not among {all:#?}");
        }
        assert!(all.iter().all(|one| !one.starts_with("14 ")), "tests are no part of the program");
        assert!(all.iter().all(|one| !one.contains("text: \"cannot")), "the words of an error are open");
    }
}
