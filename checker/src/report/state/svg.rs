//! A state diagram as SVG to stand in a page, in the colours of the page, with the same told in words for who can't see it.

use std::fmt::Write;

use super::geometry::{Area, Curve, Point};
use super::layout::{DOT, LINE, Layout, NAME, below};
use super::picture::{Arrow, Node, Picture};
use super::route::{Align, Label, Route, routes};
use crate::diagram::{Diagram, Tip};
use crate::diagram::{Judgement, Marks};
use crate::report::plain::cut;
use crate::report::xml;

/// Space around the picture.
const EDGE: f64 = 4.0;
/// Length of an arrow's head.
const HEAD: f64 = 9.0;

/// What is wrong, what is in doubt, and the states. Seen well enough on white and on black.
const BAD: &str = "var(--ladder-bad, #d9434a)";
const DOUBT: &str = "var(--state-doubt, #9b6ad6)";
const STATE: &str = "var(--links, #4a86d8)";

/// The diagram as one `<svg>` element without an empty line in it, so that it may also stand in
/// Markdown; empty for a diagram without states.
///
/// Colours are the variables of mdBook's themes where there are any, or else those of the text
/// around. It is as wide as its place, and at most as wide as is natural.
pub fn svg(diagram: &Diagram, marks: &Marks, title: &str) -> String {
    let picture = Picture::of(diagram, marks);
    if picture.nodes.is_empty() {
        return String::new();
    }
    let layout = Layout::of(&picture);
    let routes = routes(&picture, &layout);
    let all = bounds(&layout, &routes).grown(EDGE);
    let (min, wide, high) = (all.min(), all.wide.ceil(), all.high.ceil());
    let mut out = String::new();
    for (at, (arrow, route)) in picture.arrows.iter().zip(&routes).enumerate() {
        shaft(&mut out, arrow, route);
        ends(&mut out, arrow, layout.end(at, Tip::Dot));
    }
    for (node, area) in picture.nodes.iter().zip(&layout.nodes) {
        state(&mut out, node, *area);
    }
    for (arrow, route) in picture.arrows.iter().zip(&routes) {
        if let Some(label) = &route.label {
            label_text(&mut out, arrow, label);
        }
    }
    format!(
        "<svg class=\"states\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{} {} {wide} {high}\" style=\"--wide:{wide}px;display:block;width:100%;max-width:{wide}px;height:auto;margin:0 auto\">\n\
         <title>{}</title>\n<desc>{}</desc>\n\
         <g font-size=\"12.5\" fill=\"currentColor\" stroke-width=\"1.5\">\n{out}</g>\n</svg>\n",
        number(min.x),
        number(min.y),
        xml::text(title),
        xml::text(&told(&picture)),
    )
}

/// The picture in words: a sentence a transition, then one for each state that is marked.
fn told(picture: &Picture) -> String {
    let mut sentences: Vec<String> = picture.arrows.iter().map(|arrow| sentence(picture, arrow)).collect();
    for node in &picture.nodes {
        let about = node.descriptions.iter().map(|text| format!("{}: {text}.", node.name));
        sentences.extend(about);
        sentences.extend(node.mark.map(|mark| format!("The state {} {}.", node.name, mark.of_state())));
    }
    sentences.join(" ")
}

fn sentence(picture: &Picture, arrow: &Arrow) -> String {
    let way = match (picture.name(arrow.from), picture.name(arrow.to)) {
        (None, Some(to)) => format!("It starts in {to}"),
        (Some(from), None) => format!("It may end in {from}"),
        (Some(from), Some(to)) if from == to => format!("From {from} to itself"),
        (from, to) => format!("From {} to {}", from.unwrap_or_default(), to.unwrap_or_default()),
    };
    let labels = arrow.labels.join(", or ");
    let labels = if labels.is_empty() { labels } else { format!(": {labels}") };
    let mark = arrow.mark.map(|mark| format!(" ({})", mark.words())).unwrap_or_default();
    format!("{way}{labels}{mark}.")
}

fn bounds(layout: &Layout, routes: &[Route]) -> Area {
    let labels = routes.iter().filter_map(|route| route.label.as_ref()).map(|label| label.area);
    let areas = layout.nodes.iter().copied().chain(layout.dots.iter().map(|dot| dot.area)).chain(labels);
    let corners = areas.flat_map(|area| [area.min(), area.max()]);
    let curves = routes.iter().flat_map(|route| (0..=16).map(|step| route.curve.at(f64::from(step) / 16.0)));
    let all = Area::around(corners.chain(curves));
    // Whole pixels keep what is straight sharp.
    let (min, max) = (all.min(), all.max());
    let (min, max) = (Point { x: min.x.floor(), y: min.y.floor() }, Point { x: max.x.ceil(), y: max.y.ceil() });
    Area::around([min, max])
}

fn colour(mark: Option<Judgement>) -> &'static str {
    match mark {
        None => "currentColor",
        Some(Judgement::Unseen) => DOUBT,
        Some(_) => BAD,
    }
}

fn dashes(mark: Option<Judgement>) -> &'static str {
    match mark {
        Some(Judgement::Missing | Judgement::Undrawn) => " stroke-dasharray=\"6 4\"",
        Some(Judgement::Unseen) => " stroke-dasharray=\"1.5 4\" stroke-linecap=\"round\"",
        _ => "",
    }
}

/// The class of what is marked, for tests and for who styles it.
fn class(mark: Option<Judgement>) -> &'static str {
    match mark {
        None => "",
        Some(Judgement::Missing) => " state-missing",
        Some(Judgement::Undrawn) => " state-undrawn",
        Some(Judgement::Invented) => " state-invented",
        Some(Judgement::Unseen) => " state-unseen",
        Some(Judgement::Unreachable) => " state-unreachable",
    }
}

fn shaft(out: &mut String, arrow: &Arrow, route: &Route) {
    let tip = route.curve.at(1.0);
    let neck = route.curve.find(0.5, 1.0, |at| (at - tip).length() < HEAD - 1.0);
    let Curve([a, b, c, d]) = route.curve.piece(0.0, neck);
    let (colour, dashes, class) = (colour(arrow.mark), dashes(arrow.mark), class(arrow.mark));
    let faint = if arrow.mark.is_some() { "" } else { " stroke-opacity=\".7\"" };
    line(
        out,
        format_args!(
            "<path class=\"state-arrow{class}\" d=\"M{} C{} {} {}\" fill=\"none\" stroke=\"{colour}\"{faint}{dashes}/>",
            at(a),
            at(b),
            at(c),
            at(d)
        ),
    );
    let back = (tip - d).unit();
    let wing = back.right() * 4.2;
    let base = tip - back * HEAD;
    line(
        out,
        format_args!(
            "<path class=\"state-head{class}\" d=\"M{} L{} L{}Z\" fill=\"{colour}\"/>",
            at(tip),
            at(base + wing),
            at(base - wing)
        ),
    );
    if arrow.mark == Some(Judgement::Invented) {
        crossed(out, route.curve.at(0.5));
    }
}

/// A cross over what should not be there.
fn crossed(out: &mut String, centre: Point) {
    let (x, y) = (centre.x, centre.y);
    let [left, right, up, down] = [x - 5.0, x + 5.0, y - 5.0, y + 5.0].map(number);
    line(
        out,
        format_args!(
            "<path class=\"state-cross\" d=\"M{left} {up} L{right} {down} M{right} {up} L{left} {down}\" stroke=\"{BAD}\" stroke-width=\"2.4\"/>"
        ),
    );
}

/// The start or the end that an arrow has.
fn ends(out: &mut String, arrow: &Arrow, area: Area) {
    let (x, y) = (number(area.centre.x), number(area.centre.y));
    let (colour, class) = (colour(arrow.mark), class(arrow.mark));
    if arrow.from == Tip::Dot {
        line(
            out,
            format_args!("<circle class=\"state-start{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{DOT}\" fill=\"{colour}\"/>"),
        );
    } else if arrow.to == Tip::Dot {
        line(
            out,
            format_args!(
                "<circle class=\"state-end{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{DOT}\" fill=\"none\" stroke=\"{colour}\"/>"
            ),
        );
        line(
            out,
            format_args!("<circle class=\"state-end{class}\" cx=\"{x}\" cy=\"{y}\" r=\"3.5\" fill=\"{colour}\"/>"),
        );
    }
}

fn state(out: &mut String, node: &Node, area: Area) {
    let stroke = if node.mark.is_some() { colour(node.mark) } else { STATE };
    let (min, dashes, class) = (area.min(), dashes(node.mark), class(node.mark));
    line(
        out,
        format_args!(
            "<rect class=\"state-box{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"10\" fill=\"{stroke}\" fill-opacity=\".12\" stroke=\"{stroke}\"{dashes}/>",
            number(min.x),
            number(min.y),
            number(area.wide),
            number(area.high)
        ),
    );
    let x = number(area.centre.x);
    line(
        out,
        format_args!(
            "<text class=\"state-name\" x=\"{x}\" y=\"{}\" text-anchor=\"middle\" font-family=\"var(--mono-font, ui-monospace, monospace)\" font-size=\"13\" font-weight=\"bold\">{}</text>",
            number(min.y + 22.5),
            xml::text(&cut(&node.name, NAME))
        ),
    );
    let below = below(node);
    for (row, text) in below.iter().enumerate() {
        let is_mark = node.mark.is_some() && row + 1 == below.len();
        let fill = if is_mark { format!(" fill=\"{stroke}\" font-weight=\"bold\"") } else { String::new() };
        line(
            out,
            format_args!(
                "<text class=\"state-words\" x=\"{x}\" y=\"{}\" text-anchor=\"middle\"{fill}>{}</text>",
                number(min.y + 22.5 + LINE * (row + 1) as f64),
                xml::text(text)
            ),
        );
    }
}

/// A label keeps the lines behind it away.
fn label_text(out: &mut String, arrow: &Arrow, label: &Label) {
    let (min, max) = (label.area.min(), label.area.max());
    let (x, anchor) = match label.align {
        Align::Left => (min.x, "start"),
        Align::Middle => (label.area.centre.x, "middle"),
        Align::Right => (max.x, "end"),
    };
    for (row, text) in label.lines.iter().enumerate() {
        let is_mark = row >= label.said;
        let fill =
            if is_mark { format!(" fill=\"{}\" font-weight=\"bold\"", colour(arrow.mark)) } else { String::new() };
        line(
            out,
            format_args!(
                "<text class=\"state-label\" x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\" stroke=\"var(--bg, Canvas)\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\"{fill}>{}</text>",
                number(x),
                number(min.y + 12.0 + LINE * row as f64),
                xml::text(text)
            ),
        );
    }
}

fn at(point: Point) -> String {
    format!("{} {}", number(point.x), number(point.y))
}

/// With at most one digit behind the point.
fn number(number: f64) -> String {
    let text = format!("{number:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn line(out: &mut String, element: std::fmt::Arguments) {
    // Writing to a string does not fail.
    let _ = writeln!(out, "{element}");
}
