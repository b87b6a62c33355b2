//! How the page looks: on screens, in the dark, at 320 px, and on paper.

/// The style sheet. It fetches nothing.
pub(super) const SHEET: &str = include_str!("summary.css");

/// The foot of every printed page: the short code and the page's number.
pub(super) fn page_foot(code: &str, page: &str) -> String {
    format!(
        "@page {{ margin: 18mm 16mm; @bottom-left {{ content: \"{code}\"; font-size: 9pt; }} \
         @bottom-right {{ content: \"{page} \" counter(page) \" / \" counter(pages); font-size: 9pt; }} }}\n"
    )
}
