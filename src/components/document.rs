//! The whole document on the screen, before it is signed: the same model that the PDF is drawn from.

use plan_doc::model::{Block, Document, Fact, Section, Table, Text};
use plan_words::{LANGUAGES, Message};
use yew::prelude::*;

use super::say::say;

/// The document.
pub fn document(document: &Document) -> Html {
    html! {
        <article class="pn-document" lang={LANGUAGES[0]} dir="ltr" aria-labelledby="document-title">
            <h3 class="pn-document__title" id="document-title">{ say(&document.title) }</h3>
            <p class="pn-document__status">{ say(&document.status) }</p>
            <p class="pn-hint">{ for document.marks.iter().map(|mark| html! { <span class="pn-document__mark">{ say(mark) }</span> }) }</p>
            { for document.sections.iter().map(section) }
        </article>
    }
}

fn section(section: &Section) -> Html {
    html! {
        <section key={section.id}>
            <h4 class="pn-document__heading">{ say(&section.heading) }</h4>
            { for section.blocks.iter().map(block) }
        </section>
    }
}

fn sentences(messages: &[Message]) -> Html {
    messages
        .iter()
        .map(|message| html! { <>{ say(message) }{ " " }</> })
        .collect()
}

fn text(text: &Text) -> Html {
    match text {
        Text::Words(message) => say(message),
        Text::Value(value) => html! { <bdi>{ value.clone() }</bdi> },
        Text::Code(code) => html! { <code class="pn-document__code">{ code.clone() }</code> },
    }
}

fn facts(facts: &[Fact]) -> Html {
    let fact = |fact: &Fact| {
        html! { <div class="pn-document__fact"><dt>{ text(&fact.label) }</dt><dd>{ text(&fact.value) }</dd></div> }
    };
    html! { <dl class="pn-document__facts">{ for facts.iter().map(fact) }</dl> }
}

fn block(block: &Block) -> Html {
    match block {
        Block::Paragraph(messages) => html! { <p>{ sentences(messages) }</p> },
        Block::List(points) => html! {
            <ul>{ for points.iter().map(|point| html! { <li>{ sentences(point) }</li> }) }</ul>
        },
        Block::Facts(list) => facts(list),
        Block::Group(heading, list) => html! {
            <>
                <h5 class="pn-document__group">{ say(heading) }</h5>
                { facts(list) }
            </>
        },
        Block::Table(rows) => table(rows),
    }
}

fn table(table: &Table) -> Html {
    // Where it is narrow a row is a card, and each cell says its column.
    let [number, _, to_pay, after] = table.columns.each_ref().map(Message::text);
    let row = |[name, due, amount, left]: &[Text; 4]| {
        html! {
            <tr>
                <th scope="row" data-label={number.clone()}>{ text(name) }</th>
                <td>{ text(due) }</td>
                <td class="pn-document__amount" data-label={to_pay.clone()}>{ text(amount) }</td>
                <td class="pn-document__amount" data-label={after.clone()}>{ text(left) }</td>
            </tr>
        }
    };
    let (total, sum) = &table.total;
    html! {
        <table class="pn-document__table" role="table">
            <caption>{ say(&table.caption) }</caption>
            <thead><tr>{ for table.columns.iter().map(|column| html! { <th scope="col">{ say(column) }</th> }) }</tr></thead>
            <tbody>{ for table.rows.iter().map(row) }</tbody>
            <tfoot><tr>
                <th scope="row">{ say(total) }</th><td></td><td class="pn-document__amount"><bdi>{ sum.clone() }</bdi></td><td></td>
            </tr></tfoot>
        </table>
    }
}
