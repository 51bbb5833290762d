//! A paragraph: its runs, fields, notes and breaks, and the text boxes anchored in it.

use super::ReadError;
use super::content::{Block, Paragraph, Piece};
use super::numbering::Marker;
use super::properties::{ParagraphProperties, RunProperties};
use super::story::{Context, NoteKind, read_blocks};
use super::styles::Style;
use super::symbols;
use super::xml::{Element, Token, Xml};
use std::borrow::Cow;
use std::rc::Rc;

/// A paragraph being read.
#[derive(Default)]
struct Line {
    properties: ParagraphProperties,
    style: Rc<Style>,
    pieces: Vec<Piece>,
    /// It begins with the text of the paragraph before.
    carries: bool,
    /// Blocks of text boxes, which follow the paragraph they are anchored in.
    boxes: Vec<Block>,
}

/// Reads the `w:p` opened last. A paragraph whose mark was deleted is left in `carried` for the next one.
pub fn read_paragraph(context: &mut Context, xml: &mut Xml<'_>, carried: &mut Vec<Piece>, out: &mut Vec<Block>) -> Result<(), ReadError> {
    context.count_block()?;
    let mut line =
        Line { style: context.styles.paragraph(None), carries: !carried.is_empty(), pieces: std::mem::take(carried), ..Line::default() };
    let depth = xml.depth();
    loop {
        match xml.next()? {
            Token::Open(element) => read_inline(context, xml, &element, &mut line)?,
            Token::Close if xml.depth() < depth => break,
            Token::End => break,
            Token::Close | Token::Text(_) => {}
        }
    }
    // A field whose instruction never ended must not swallow the rest of the document.
    context.fields.retain(|f| f.in_result);
    finish(context, line, carried, out);
    Ok(())
}

fn read_inline(context: &mut Context, xml: &mut Xml<'_>, element: &Element<'_>, line: &mut Line) -> Result<(), ReadError> {
    match element.name() {
        "pPr" => read_properties(context, xml, line),
        "r" => read_run(context, xml, line),
        "p" => read_paragraph(context, xml, &mut Vec::new(), &mut line.boxes),
        "txbxContent" => read_box(context, xml, line),
        // Denominators: "1/2".
        "den" => {
            push(context, line, "/", &RunProperties::default());
            Ok(())
        }
        _ => context.handle_wrapper(element, xml).map(drop),
    }
}

fn read_properties(context: &mut Context, xml: &mut Xml<'_>, line: &mut Line) -> Result<(), ReadError> {
    let properties = ParagraphProperties::read(xml, &mut |xml| context.read_section(xml))?;
    line.style = context.styles.paragraph(properties.style.as_deref());
    context.noticed.deletions += usize::from(properties.mark.deleted);
    line.properties = properties;
    line.properties.inherit(&line.style.paragraph);
    if line.properties.page_break_before == Some(true) {
        context.break_page_if_begun();
    }
    Ok(())
}

fn read_box(context: &mut Context, xml: &mut Xml<'_>, line: &mut Line) -> Result<(), ReadError> {
    // Fields of the paragraph around the box do not reach into it.
    let fields = std::mem::take(&mut context.fields);
    let blocks = read_blocks(context, xml)?;
    context.fields = fields;
    line.boxes.extend(blocks);
    Ok(())
}

/// A run being read.
#[derive(Default)]
struct Run {
    properties: RunProperties,
    /// Its text is the mark of a note ("*"), which is kept out of the sentence.
    is_mark: bool,
}

fn read_run(context: &mut Context, xml: &mut Xml<'_>, line: &mut Line) -> Result<(), ReadError> {
    let mut run = Run::default();
    let depth = xml.depth();
    loop {
        match xml.next()? {
            Token::Open(element) => read_in_run(context, xml, &element, &mut run, line)?,
            Token::Close if xml.depth() < depth => return Ok(()),
            Token::End => return Ok(()),
            Token::Close | Token::Text(_) => {}
        }
    }
}

fn read_in_run(context: &mut Context, xml: &mut Xml<'_>, element: &Element<'_>, run: &mut Run, line: &mut Line) -> Result<(), ReadError> {
    match element.name() {
        "rPr" => run.properties = RunProperties::read(xml)?,
        "t" => {
            let text = xml.text()?;
            let is_prompt = context.in_prompt(xml.depth()) && context.styles.is_prompt(&run.properties);
            if !run.is_mark && !is_prompt {
                push(context, line, &text, &run.properties);
            }
        }
        "tab" | "ptab" | "cr" => push(context, line, " ", &run.properties),
        "br" => {
            push(context, line, " ", &run.properties);
            if element.attribute("type").is_some_and(|t| t == "page") {
                context.break_page();
            }
        }
        "lastRenderedPageBreak" => context.break_page_if_begun(),
        "noBreakHyphen" => push(context, line, "\u{2011}", &run.properties),
        "sym" => {
            let code = element.attribute("char").and_then(|c| u32::from_str_radix(c.trim(), 16).ok());
            if let Some(code) = code {
                let sign = symbols::symbol(code, element.attribute("font").as_deref());
                push(context, line, sign.encode_utf8(&mut [0; 4]), &run.properties);
            }
        }
        "fldChar" => read_field_mark(context, xml, element, line, &run.properties)?,
        "footnoteReference" => read_note_reference(context, NoteKind::Footnote, element, run),
        "endnoteReference" => read_note_reference(context, NoteKind::Endnote, element, run),
        "commentReference" => context.noticed.comments += 1,
        "instrText" | "delText" | "delInstrText" | "rt" => xml.skip()?,
        "relIds" => read_drawn(context, element.attribute("dm"), line),
        "chart" => read_drawn(context, element.attribute("id"), line),
        "textpath" => read_word_art(context, element, line),
        "r" => read_run(context, xml, line)?,
        "p" => read_paragraph(context, xml, &mut Vec::new(), &mut line.boxes)?,
        "txbxContent" => read_box(context, xml, line)?,
        _ => drop(context.handle_wrapper(element, xml)?),
    }
    Ok(())
}

fn read_note_reference(context: &mut Context, kind: NoteKind, element: &Element<'_>, run: &mut Run) {
    if let Some(id) = element.attribute("id") {
        context.refer_to_note(kind, &id);
    }
    run.is_mark = element.attribute("customMarkFollows").is_some_and(|m| m != "0" && m != "false");
}

/// `WordArt` of old keeps its words in an attribute.
fn read_word_art(context: &mut Context, element: &Element<'_>, line: &mut Line) {
    let text = element.attribute("string").unwrap_or_default();
    let mut art = Line { style: context.styles.paragraph(None), ..Line::default() };
    push(context, &mut art, &text, &RunProperties::default());
    finish(context, art, &mut Vec::new(), &mut line.boxes);
}

/// Text drawn by a diagram or a chart, kept in a part of its own.
fn read_drawn(context: &mut Context, part: Option<Cow<'_, str>>, line: &mut Line) {
    let mut blocks = part.and_then(|id| context.drawn.remove(&*id)).unwrap_or_default();
    for block in &mut blocks {
        if let Block::Paragraph(paragraph) = block {
            paragraph.pieces.iter_mut().for_each(|p| p.page = context.pages.current);
            context.produced += paragraph.pieces.iter().map(|p| p.text.len()).sum::<usize>();
        }
    }
    line.boxes.extend(blocks);
}

/// Begin, separator or end of a complex field; legacy form fields keep their state in it.
fn read_field_mark(
    context: &mut Context,
    xml: &mut Xml<'_>,
    element: &Element<'_>,
    line: &mut Line,
    run: &RunProperties,
) -> Result<(), ReadError> {
    match element.attribute("fldCharType").as_deref() {
        Some("begin") => {
            let value = read_form_field(xml)?;
            context.open_field(value);
        }
        Some("separate") => {
            if let Some(field) = context.fields.last_mut() {
                field.in_result = true;
            }
        }
        Some("end") => {
            let Some(field) = context.fields.pop() else { return Ok(()) };
            if let Some(value) = field.value.filter(|_| context.produced == field.began_at) {
                push(context, line, &value, run);
            }
        }
        _ => {}
    }
    Ok(())
}

/// What a form field shows where it has no result: a box, ticked or not, or the chosen entry of a list.
fn read_form_field(xml: &mut Xml<'_>) -> Result<Option<String>, ReadError> {
    let depth = xml.depth();
    let (mut is_box, mut ticked_at_first, mut ticked) = (false, false, None);
    let (mut entries, mut chosen) = (Vec::new(), None);
    while let Some(element) = xml.next_inside(depth)? {
        match element.name() {
            "checkBox" => is_box = true,
            "checked" => ticked = Some(element.is_on()),
            "default" if is_box => ticked_at_first = element.is_on(),
            "default" => chosen = chosen.or(element.number::<usize>()),
            "result" => chosen = element.number::<usize>().or(chosen),
            "listEntry" => entries.extend(element.val().map(String::from)),
            _ => {}
        }
    }
    if is_box {
        return Ok(Some(if ticked.unwrap_or(ticked_at_first) { "☒" } else { "☐" }.to_owned()));
    }
    let chosen = chosen.unwrap_or(0);
    Ok(if chosen < entries.len() { Some(entries.swap_remove(chosen)) } else { None })
}

/// Adds text, unless it is hidden or part of a field's instruction.
fn push(context: &mut Context, line: &mut Line, text: &str, run: &RunProperties) {
    if text.is_empty() || context.in_instruction() {
        return;
    }
    let appearance = context.styles.run(run, &line.style);
    let is_blank = text.trim().is_empty();
    if appearance.hidden {
        context.noticed.hidden += usize::from(!is_blank);
        return;
    }
    let (look, page) = (appearance.look, context.pages.current);
    let drawn = text.chars().map(|c| symbols::in_text(c, appearance.font));
    match line.pieces.last_mut() {
        Some(last) if last.look == look && last.page == page => last.text.extend(drawn),
        _ => line.pieces.push(Piece { text: drawn.collect(), look, page }),
    }
    if !is_blank {
        context.produced += text.len();
    }
}

fn finish(context: &mut Context, line: Line, carried: &mut Vec<Piece>, out: &mut Vec<Block>) {
    let Line { properties, style, pieces, carries, boxes } = line;
    if properties.ends_section {
        context.end_section();
    }
    let mut paragraph = Paragraph { pieces, contents: style.contents, ..Paragraph::default() };
    // What is carried has text; looking at it again for every paragraph it runs through could take for ever.
    let blank = !carries && paragraph.is_blank();
    if (properties.mark.deleted || properties.drop_cap) && !blank {
        *carried = paragraph.pieces;
        out.extend(boxes);
        return;
    }
    // Word counts empty paragraphs of a list, but not those that are gone or hidden with their mark.
    if !(blank && (properties.mark.deleted || properties.mark.hidden == Some(true))) {
        let style_id = properties.style.as_deref();
        if let Some(marker) = context.numbering.next(properties.list, style_id) {
            paragraph.in_list = marker != Marker::Nothing;
            paragraph.marker = if let Marker::Text(text) = marker { Some(text) } else { None };
        }
    }
    paragraph.heading = match properties.outline {
        Some(level) if level < 9 => Some(level + 1),
        Some(_) => None,
        None => style.heading,
    };
    if !blank {
        out.push(Block::Paragraph(paragraph));
    }
    out.extend(boxes);
}
