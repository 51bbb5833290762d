//! The members of a mail: what it says, and its attachments.

use super::{MOST_MEMBERS, What, clean, too_many};
use crate::reader::ReadError;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

/// How far into a file the headers of a mail show.
pub const HEADERS_WITHIN: u64 = 8192;
/// A message of fewer characters only introduces its attachments.
const COVERING: usize = 2_000;

/// Headers that only mail programs write.
const TELLING: &[&str] = &["mime-version", "message-id", "received", "return-path", "delivered-to", "x-mailer", "dkim-signature"];
const USUAL: &[&str] = &["from", "to", "subject", "date", "content-type"];

/// Whether a file that begins like this is a mail.
pub fn is_mail(start: &[u8], name: &str) -> bool {
    let start = String::from_utf8_lossy(start);
    let lines = start.lines().skip_while(|l| l.starts_with("From ")).take_while(|l| !l.trim().is_empty());
    let (mut telling, mut usual, mut first) = (0, 0, true);
    for line in lines.filter(|l| !l.starts_with([' ', '\t'])) {
        let Some((header, _)) = line.split_once(':').filter(|(h, _)| h.bytes().all(|b| b.is_ascii_graphic())) else {
            // The last line may be cut off.
            return !first && telling > 0 && usual > 1;
        };
        first = false;
        let header = header.to_ascii_lowercase();
        telling += usize::from(TELLING.contains(&header.as_str()));
        usual += usize::from(USUAL.contains(&header.as_str()));
    }
    let named = name.rsplit_once('.').is_some_and(|(_, e)| e.eq_ignore_ascii_case("eml"));
    usual > 0 && (telling > 0 || (named && usual > 1))
}

fn parse(bytes: &[u8]) -> Result<Message<'_>, ReadError> {
    // A mailbox repeats the line that begins each of its mails.
    let starts = bytes.windows(7).filter(|w| *w == b"\n\nFrom " || *w == b"\n\r\nFrom").count();
    if bytes.starts_with(b"From ") && starts > 0 {
        return Err(ReadError::Unsupported("a mailbox of several mails".to_owned()));
    }
    MessageParser::default().parse(bytes).ok_or_else(|| ReadError::Damaged("it begins like a mail, but can't be read as one".to_owned()))
}

/// The message (place 0) and its attachments.
pub fn list(bytes: &[u8]) -> Result<Vec<(usize, String, What)>, ReadError> {
    let mail = parse(bytes)?;
    if mail.attachments.len() > MOST_MEMBERS {
        return Err(too_many(mail.attachments.len()));
    }
    let attachments: Vec<_> = mail.attachments().enumerate().map(|(nth, part)| (nth + 1, name_of(part, nth), judge(part))).collect();
    let covers = attachments.iter().any(|(_, _, what)| *what == What::File);
    let (body, ending) = body(&mail);
    let words = body.chars().filter(|c| c.is_alphanumeric()).count();
    let what = if covers && words < COVERING { What::Ignored("the message around its attachments") } else { What::File };
    let message = (words > 0).then(|| (0, format!("message.{ending}"), what));
    Ok(message.into_iter().chain(attachments).collect())
}

/// The bytes of a member.
pub fn take(bytes: &[u8], at: usize) -> Result<Vec<u8>, ReadError> {
    let mail = parse(bytes)?;
    let Some(nth) = at.checked_sub(1) else { return Ok(body(&mail).0.into_bytes()) };
    let part = mail.attachment(nth as u32).ok_or_else(|| ReadError::Damaged("the mail has changed".to_owned()))?;
    Ok(part.contents().to_vec())
}

/// What the message says, as text where it says it so, else as a page.
fn body(mail: &Message<'_>) -> (String, &'static str) {
    let plain: Vec<&str> = mail.text_bodies().filter(|p| matches!(p.body, PartType::Text(_))).filter_map(|p| p.text_contents()).collect();
    if plain.iter().any(|t| !t.trim().is_empty()) {
        return (plain.join("\n\n"), "txt");
    }
    let pages: Vec<&str> = mail.html_bodies().filter_map(|p| p.text_contents()).collect();
    let page = pages.join("\n");
    // Marked as a page, and in the encoding it now has.
    if page.trim().is_empty() { (page, "html") } else { (format!("\u{FEFF}<!DOCTYPE html>{page}"), "html") }
}

fn media_type(part: &MessagePart<'_>) -> String {
    let of = part.content_type();
    of.map(|t| format!("{}/{}", t.ctype(), t.subtype().unwrap_or_default()).to_ascii_lowercase()).unwrap_or_default()
}

fn judge(part: &MessagePart<'_>) -> What {
    let is_picture = media_type(part).starts_with("image/");
    if is_picture && (part.content_id().is_some() || matches!(part.body, PartType::InlineBinary(_))) {
        What::Ignored("a picture in the message")
    } else if media_type(part) == "text/css" {
        What::Ignored("how the message looks")
    } else {
        What::File
    }
}

fn name_of(part: &MessagePart<'_>, nth: usize) -> String {
    match part.attachment_name() {
        Some(name) => clean(name, nth),
        None if part.is_message() => format!("mail {}.eml", nth + 1),
        None => {
            let kind = media_type(part);
            let ending = kind.rsplit('/').next().filter(|e| e.len() < 8 && e.bytes().all(|b| b.is_ascii_alphanumeric())).unwrap_or("bin");
            format!("attachment {}.{ending}", nth + 1)
        }
    }
}
